package org.auditledger.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.auditledger.migrate.HistoryTable;
import org.auditledger.migrate.Version;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "current",
    description = {
      "Show which migrations a ledger has.",
      "That is what its history says; nothing is changed, and nothing proven."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate current --ledger-db postgresql://me@localhost/ledger",
      "  LEDGER_DSN=service=ledger audit-ledger migrate current --json"
    })
final class MigrateCurrentCommand implements Runnable {

  private static final String SCHEMA = "public";
  private static final String TABLE = "ledger_entries";

  @Mixin private LedgerOptions ledger;

  @Mixin private OutputOptions options = new OutputOptions();

  MigrateCurrentCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
  }

  @Override
  public void run() {
    options.print(ledger.use(options, MigrateCurrentCommand::read));
  }

  private static Current read(Server server) throws SQLException {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      return new Current(
          "audit-ledger/migrate-current/1",
          server.toString(),
          entries(TableLayout.read(session, SCHEMA, TABLE)),
          List.of(
              state("control", session, HistoryTable.CONTROL),
              state("ledger", session, HistoryTable.LEDGER)));
    }
  }

  private static String entries(TableLayout layout) {
    if (layout instanceof TableLayout.Missing) {
      return "missing";
    }
    return layout instanceof TableLayout.NotATable ? "other" : "table";
  }

  private static SetState state(String set, Session session, String table) {
    Connection connection = session.connection();
    try {
      return new SetState(
          set,
          HistoryTable.exists(connection, table),
          HistoryTable.applied(HistoryTable.read(connection, table)).stream()
              .map(Version::toString)
              .toList());
    } catch (SQLException e) {
      throw DatabaseException.of("reading the history audit_ledger." + table, e);
    }
  }

  private record SetState(String set, boolean installed, List<String> applied) {

    SetState {
      applied = List.copyOf(applied);
    }

    private String text() {
      if (!installed) {
        return "not installed";
      }
      return applied.isEmpty() ? "nothing applied" : String.join(", ", applied);
    }
  }

  private record Current(String format, String database, String entries, List<SetState> sets)
      implements Answer {

    Current {
      sets = List.copyOf(sets);
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder(database).append('\n');
      line(text, "ledger", entriesText());
      sets.forEach(state -> line(text, state.set() + " set", state.text()));
      return text.toString();
    }

    private String entriesText() {
      return switch (entries) {
        case "missing" -> "none: there is no " + SCHEMA + "." + TABLE;
        case "other" -> "none: " + SCHEMA + "." + TABLE + " is no table";
        default -> SCHEMA + "." + TABLE;
      };
    }

    private static void line(StringBuilder text, String name, String value) {
      text.append(String.format(Locale.ROOT, "  %-12s %s\n", name, value));
    }
  }
}
