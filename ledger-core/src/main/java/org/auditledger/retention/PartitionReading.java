package org.auditledger.retention;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Reads a partition whole, attached or not, and says what it holds. */
final class PartitionReading {

  private static final String SCHEMA = "public";

  private PartitionReading() {}

  /**
   * Reads it, in whatever transaction the session is in.
   *
   * @param table its name in schema public
   * @param sink takes each record as it comes
   * @throws UnreadablePartitionException when there is none, or a record has no canonical form
   * @throws org.auditledger.postgres.DatabaseException when it cannot be read to its end
   */
  public static PartitionRecords read(Session session, String table, Optional<ArchiveSink> sink) {
    return read(session, table, List.of(), sink);
  }

  /**
   * The same, and looks for which of these holds there are records.
   *
   * @param holds whatever their times are
   */
  public static PartitionRecords read(
      Session session, String table, List<HoldPlaced> holds, Optional<ArchiveSink> sink) {
    RowLayout layout = layout(session, table);
    RecordDigest digest = digest(table, layout);
    HoldSearch search = new HoldSearch(holds, digest.columns());
    RowView row = new RowView(layout);
    sink.ifPresent(archive -> archive.begin(layout));
    try (CopyReader rows = CopyReader.open(session, layout, query(table, layout))) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        int at = 0;
        while (at < batch.size()) {
          int end = row.moveTo(batch.buffer(), at, batch.size());
          Optional<String> formless = digest.accept(row);
          if (formless.isPresent()) {
            throw new UnreadablePartitionException(
                table, formless.get(), "find out who wrote it, and have it kept elsewhere");
          }
          search.accept(row);
          if (sink.isPresent()) {
            sink.get().add(batch.buffer(), at, end - at);
          }
          at = end;
        }
      }
    }
    sink.ifPresent(ArchiveSink::end);
    return new PartitionRecords(digest.contents(), digest.tenants(), search.found());
  }

  private static RowLayout layout(Session session, String table) {
    TableLayout layout = TableLayout.readPlain(session, SCHEMA, table);
    if (layout instanceof TableLayout.Found found) {
      return found.layout();
    }
    if (layout instanceof TableLayout.Unsupported unsupported) {
      throw foreign(table, "no form has columns such as " + unsupported.columns().get(0));
    }
    throw foreign(
        table,
        layout instanceof TableLayout.Missing
            ? "there is no table of this name in schema public"
            : "it is no table that has records itself");
  }

  private static RecordDigest digest(String table, RowLayout layout) {
    try {
      return new RecordDigest(layout);
    } catch (IllegalArgumentException e) {
      throw foreign(table, "it has not the columns of the buffer: " + e.getMessage());
    }
  }

  private static UnreadablePartitionException foreign(String table, String why) {
    return new UnreadablePartitionException(
        table, why, "compare it with what the journal says of it: audit-ledger verify");
  }

  private static String query(String table, RowLayout layout) {
    return String.format(
        Locale.ROOT,
        SqlText.of(PartitionReading.class, "read_records"),
        layout.columns().stream()
            .map(column -> "e." + quoted(column.name()))
            .collect(Collectors.joining(", ")),
        quoted(table));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
