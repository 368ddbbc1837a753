package org.auditledger.audit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.auditledger.checkpoint.TileAudit;
import org.auditledger.entry.Digest;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;

/**
 * What reading entries has come to, whichever way they were read.
 *
 * @param first the number of the first entry that was read for its own sake
 * @param before how many were read before it, to see that it continues them
 * @param roots of the log, at the sizes at which it has to be something; none where only a part was
 *     read
 * @param tiles the stored tiles, where they were read too
 * @param indexes whether they tell of the same entries
 * @param findings what reading has found besides
 */
record EntriesFound(
    long first,
    long before,
    EntriesAccount account,
    Optional<SortedMap<Long, Digest>> roots,
    Optional<TileAudit> tiles,
    IndexAudit indexes,
    List<Finding> findings) {}
