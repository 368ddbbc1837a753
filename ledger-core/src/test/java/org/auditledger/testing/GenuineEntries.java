package org.auditledger.testing;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.postgresql.PGConnection;

/** Entries that continue whatever chain a database has, by COPY. */
public final class GenuineEntries {

  private GenuineEntries() {}

  /**
   * Appends so many.
   *
   * @param history which of many possible ones they are of
   */
  public static void append(TestDatabase database, int count, int history) throws SQLException {
    List<String> head =
        database.query(
            "select entry_hash from public.ledger_entries order by sequence_number desc limit 1");
    String previous = head.isEmpty() ? AncestorEntry.ZEROS : head.get(0);
    long size =
        Long.parseLong(
            database
                .query("select coalesce(max(sequence_number), 0) from public.ledger_entries")
                .get(0));
    StringBuilder lines = new StringBuilder();
    for (long sequence = size + 1; sequence <= size + count; sequence++) {
      Instant time = Instant.parse("2026-11-20T00:00:00Z").plusMillis(1000 * sequence + history);
      AncestorEntry entry = new AncestorEntry(sequence, previous, time);
      lines.append(entry.copyLine());
      previous = entry.hash();
    }
    try (Connection connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy public.ledger_entries (" + AncestorEntry.COLUMNS + ") from stdin",
              new StringReader(lines.toString()));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }
}
