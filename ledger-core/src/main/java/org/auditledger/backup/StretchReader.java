package org.auditledger.backup;

import java.sql.SQLException;
import java.util.NavigableSet;
import java.util.Optional;
import org.auditledger.container.Compressor;
import org.auditledger.container.RowMembers;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.row.ColumnType;
import org.auditledger.row.CopyFileBuilder;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapChecks;

/**
 * One reader of entries, with a session of its own in the snapshot. Entries are looked up by the
 * index of their numbers; that it hides none is seen when all are counted.
 */
final class StretchReader implements AutoCloseable {

  private final Session session;
  private final RowLayout layout;
  private final long kept;
  private final int sequenceColumn;
  private final HeapChecks checks;
  private final RowView row;
  private final CopyFileBuilder file = new CopyFileBuilder(1 << 20);
  private final Compressor compressor = new Compressor();
  private final SpareFrames frames;
  private long first;
  private long last;

  StretchReader(
      Server server,
      String snapshot,
      RowLayout layout,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      long kept,
      SpareFrames frames) {
    this.layout = layout;
    this.kept = kept;
    this.frames = frames;
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.checks = new HeapChecks(layout, trusted, sizes);
    this.row = new RowView(layout);
    this.session = Session.open(server, SessionSettings.reading());
    session.importSnapshot(snapshot);
  }

  /**
   * Reads these entries, and hands over members of them, and then that they have come to an end.
   */
  void read(Stretch stretch) throws SQLException, InterruptedException {
    try (CopyReader rows =
        LedgerTable.readByIndex(session, layout, stretch.first(), stretch.last())) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        int at = 0;
        while (at < batch.size()) {
          int end = row.moveTo(batch.buffer(), at, batch.size());
          if (!checks.accept(row)) {
            throw EntriesCopy.disorder();
          }
          add(stretch, batch.buffer(), at, end - at);
          at = end;
        }
      }
    }
    flush(stretch);
    stretch.put(Optional.empty());
  }

  /** What the entries of this reader come to; to be asked after the last. */
  HeapChecks checks() {
    return checks;
  }

  private void add(Stretch stretch, byte[] bytes, int offset, int length)
      throws InterruptedException {
    long sequence = row.longValue(sequenceColumn);
    if (sequence < kept) {
      return;
    }
    if (!file.hasRoom(length, RowMembers.LIMIT)) {
      flush(stretch);
    }
    if (file.isEmpty()) {
      first = sequence;
    } else if (sequence != last + 1) {
      throw EntriesCopy.gap(last + 1, sequence);
    }
    last = sequence;
    file.append(bytes, offset, length);
  }

  private void flush(Stretch stretch) throws InterruptedException {
    if (!file.isEmpty()) {
      int length = compressor.compress(file.buffer(), file.finish());
      byte[] frame = frames.copy(compressor.frame(), length);
      stretch.put(Optional.of(new Chunk(first, last, frame, length)));
      file.clear();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
