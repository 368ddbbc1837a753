package org.auditledger.export;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.chain.Head;
import org.auditledger.export.ExportException.Trouble;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.postgresql.PGConnection;

/** Writes entries of a ledger, as it is at one moment, for other programs. */
public final class Export {

  private static final String NUMBER = "sequence_number";

  private final Server server;
  private final ExportRequest request;
  private final ExportWatch watch;

  public Export(Server server, ExportRequest request, ExportWatch watch) {
    this.server = server;
    this.request = request;
    this.watch = watch;
  }

  /**
   * Writes them, in the order of their numbers.
   *
   * @throws ExportException when there is no ledger, or not what was asked for; nothing was written
   * @throws DatabaseException when the ledger cannot be read to its end
   * @throws IOException when {@code out} does not take them
   */
  public Exported write(OutputStream out) throws IOException {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      String unused = session.exportSnapshot();
      RowLayout layout = layout(session);
      List<Column> fields = fields(layout);
      Optional<Head> head = LedgerTable.head(session.connection());
      head.ifPresent(this::requireEntries);
      RowLayout read = withNumber(fields, layout);
      PGConnection quoting = session.connection().unwrap(PGConnection.class);
      String query = EntryQuery.of(quoting, read, request.filter());
      try (CopyReader rows = CopyReader.open(session, read, query)) {
        return copy(rows, request.form().writer(fields, out), fields, head);
      }
    } catch (SQLException e) {
      throw DatabaseException.of("exporting entries", e);
    }
  }

  private Exported copy(
      CopyReader rows, EntryWriter writer, List<Column> fields, Optional<Head> head)
      throws IOException {
    RowView view = new RowView(rows.layout());
    int number = rows.layout().find(NUMBER);
    long all = head.map(this::expected).orElse(0L);
    long entries = 0;
    OptionalLong first = OptionalLong.empty();
    OptionalLong last = OptionalLong.empty();
    for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
      while (batch.next(view)) {
        writer.write(view);
        entries++;
        if (!view.isNull(number)) {
          last = OptionalLong.of(view.longValue(number));
          first = first.isPresent() ? first : last;
        }
      }
      watch.entries(entries, all);
    }
    writer.end();
    List<String> names = fields.stream().map(Column::name).toList();
    return new Exported(names, entries, first, last, head, missing(head, entries, last));
  }

  /** How many entries there are to be, or 0 when that is not known beforehand. */
  private long expected(Head head) {
    EntryFilter filter = request.filter();
    return filter.isOfNumbersOnly()
        ? Math.min(filter.limit(), Math.min(filter.last(), head.sequence()) - filter.first() + 1)
        : 0;
  }

  /** An entry that is not there is noticed by who counts, and a limit reaches further for it. */
  private OptionalLong missing(Optional<Head> head, long entries, OptionalLong last) {
    EntryFilter filter = request.filter();
    if (!filter.isOfNumbersOnly()) {
      return OptionalLong.empty();
    }
    boolean toLast = entries == filter.limit() || head.isEmpty();
    long end =
        toLast ? last.orElse(0) : Math.min(filter.last(), head.map(Head::sequence).orElse(0L));
    return OptionalLong.of(Math.max(0, end - filter.first() + 1 - entries));
  }

  private void requireEntries(Head head) {
    long first = request.filter().first();
    if (first > 1 && first > head.sequence()) {
      throw new ExportException(
          Trouble.NO_ENTRY,
          "nothing was exported: there is no entry " + first,
          "the ledger ends with entry " + head.sequence(),
          "name entries that are there");
    }
  }

  private static RowLayout layout(Session session) {
    if (LedgerTable.layout(session) instanceof TableLayout.Found table
        && isLedger(table.layout())) {
      return table.layout();
    }
    throw new ExportException(
        Trouble.NOT_A_LEDGER,
        "nothing was exported: there is no ledger here",
        "there is no table public.ledger_entries that can be read as a ledger's",
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  private static boolean isLedger(RowLayout layout) {
    try {
      LegacyForm unused = new LegacyForm(layout);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<Column> fields(RowLayout layout) {
    if (request.fields().isEmpty()) {
      return layout.columns();
    }
    List<Column> fields = new ArrayList<>();
    for (String name : request.fields().get()) {
      int index = layout.find(name);
      if (index < 0) {
        throw new ExportException(
            Trouble.NO_FIELD,
            "nothing was exported: no entry has a field \"" + name + "\"",
            "there are " + String.join(", ", layout.columns().stream().map(Column::name).toList()),
            "name some of these, separated by commas");
      }
      fields.add(layout.columns().get(index));
    }
    return fields;
  }

  /** The number is read in any case, and last, where it is not written. */
  private static RowLayout withNumber(List<Column> fields, RowLayout layout) {
    List<Column> read = new ArrayList<>(fields);
    if (fields.stream().noneMatch(field -> field.name().equals(NUMBER))) {
      read.add(layout.columns().get(layout.require(NUMBER, ColumnType.BIGINT)));
    }
    return new RowLayout(read);
  }
}
