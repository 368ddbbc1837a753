package org.auditledger.container;

import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.row.RowLayout;
import org.auditledger.seal.Parsed;

/**
 * What the records of an archive are read by.
 *
 * @param records their columns, in the order in which they are in the archive
 */
public record ArchiveHeader(RowLayout records) {

  private static final String FORM = "audit-ledger/archive-header/1";

  /** One line of canonical JSON, and a line feed. */
  byte[] toBytes() {
    return JsonLine.of(
        new MembersWriter()
            .text("_form", FORM)
            .objects("records", BackupTable.of(records).toJson())
            .members());
  }

  /** Reads a header, and takes no other text. */
  static Parsed<ArchiveHeader> read(byte[] bytes) {
    return JsonLine.read(
        bytes,
        json ->
            new ArchiveHeader(
                BackupTable.read(new MembersReader(json).objects("records")).layout()),
        ArchiveHeader::toBytes);
  }
}
