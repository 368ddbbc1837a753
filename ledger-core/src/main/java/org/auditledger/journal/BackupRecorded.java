package org.auditledger.journal;

import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;

/**
 * What a {@link Kind#BACKUP_TAKEN} statement says.
 *
 * @param manifest the digest of the backup's manifest, which names the backup
 * @param parent that of the backup that it goes on from
 */
public record BackupRecorded(
    Digest manifest,
    String format,
    boolean encrypted,
    Digest entriesRoot,
    Head head,
    Optional<Digest> parent) {

  /** The body of the statement. */
  public Members toBody() {
    return new MembersWriter()
        .flag("encrypted", encrypted)
        .digest("entries_root", entriesRoot)
        .text("format", format)
        .object("head", JsonHead.of(head))
        .digest("manifest", manifest)
        .digest("parent", parent)
        .members();
  }
}
