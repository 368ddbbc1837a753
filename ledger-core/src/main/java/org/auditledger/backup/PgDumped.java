package org.auditledger.backup;

import java.nio.file.Path;
import org.auditledger.entry.Digest;

/**
 * A dump that is there.
 *
 * @param size of the file, in bytes
 * @param sha256 of the file
 * @param programs what wrote it
 * @param source what was dumped
 * @param checked how it was found to be good
 */
public record PgDumped(
    Path path,
    long size,
    Digest sha256,
    PgDumpPrograms programs,
    PgDumpSource source,
    PgDumpChecked checked) {}
