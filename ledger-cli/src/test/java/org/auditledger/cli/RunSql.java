package org.auditledger.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command of the tests' own that asks a ledger's database whatever it is told to. */
@Command(name = "sql")
final class RunSql implements Runnable {

  @Mixin private LedgerOptions ledger;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--write")
  private boolean write;

  @Parameters private String sql = "";

  private RunSql(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
  }

  /** Runs it as a command of the program. */
  static CommandLineRun with(Map<String, String> environment, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sql";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLineRun.with(
        environment,
        around -> CommandLineRun.contents(around).addSubcommand(new RunSql(around)),
        all);
  }

  @Override
  public void run() {
    SessionSettings settings = write ? SessionSettings.writing() : SessionSettings.reading();
    options.print(
        ledger.use(
            options,
            server -> {
              try (Session session = Session.open(server, settings)) {
                return new Said(ask(session));
              }
            }));
  }

  private String ask(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private record Said(String said) implements Answer {

    @Override
    public String format() {
      return "audit-ledger/test/1";
    }

    @Override
    public String text() {
      return said + "\n";
    }
  }
}
