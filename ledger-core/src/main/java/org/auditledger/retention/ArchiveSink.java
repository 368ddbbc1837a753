package org.auditledger.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.auditledger.container.ArchiveHeader;
import org.auditledger.container.ArchiveWriter;
import org.auditledger.container.MemberName;
import org.auditledger.container.RowMembers;
import org.auditledger.row.RowLayout;

/** Writes records down as they are read. What goes wrong with the file it throws unchecked. */
final class ArchiveSink {

  private final ArchiveWriter writer;
  private final RowMembers members;

  ArchiveSink(ArchiveWriter writer) {
    this.writer = writer;
    this.members = new RowMembers(MemberName.Records::new, writer::rows);
  }

  /** The columns of the records, before the first of them. */
  void begin(RowLayout layout) {
    try {
      writer.header(new ArchiveHeader(layout));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next record: its bytes as they came. */
  void add(byte[] bytes, int offset, int length) {
    try {
      members.add(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There are no more. */
  void end() {
    try {
      members.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
