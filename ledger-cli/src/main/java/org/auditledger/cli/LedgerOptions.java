package org.auditledger.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.cli.embedded.EmbeddedServer;
import org.auditledger.cli.embedded.EmbeddedServerException;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.ConnectionStringException;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.HostAndPort;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ledger a command is about: named, and never guessed. */
final class LedgerOptions {

  private static final String OPTION = "--ledger-db";
  private static final String VARIABLE = "LEDGER_DSN";
  private static final String NO_PRIVILEGE = "42501";

  /** What a command does with the server that has the ledger. */
  interface Use<T> {
    T of(Server server) throws SQLException;
  }

  private final Surroundings surroundings;

  @Option(
      names = {OPTION, "--source"},
      paramLabel = "DSN",
      description = {
        "The ledger's database (or " + VARIABLE + "):",
        "postgresql://..., jdbc:postgresql://..., key=value,",
        "service=NAME, or embedded:DIRECTORY."
      })
  private @Nullable String named;

  LedgerOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Whether one was named here, and not by a variable that may have been set long ago. */
  boolean isNamed() {
    return named != null;
  }

  /** The directory of an embedded ledger. */
  Optional<Path> directory() {
    return target() instanceof Target.Embedded embedded
        ? Optional.of(embedded.directory())
        : Optional.empty();
  }

  /** Does this with the ledger's server; an embedded one runs for as long as it takes. */
  <T> T use(CommonOptions talk, Use<T> use) {
    Target target = target();
    if (target instanceof Server server) {
      server.warnings().forEach(talk::say);
      return use(server, use);
    }
    Path directory = ((Target.Embedded) target).directory();
    try (EmbeddedServer embedded =
        EmbeddedServer.open(directory, surroundings.environment(), talk::say)) {
      Server server =
          Server.local(
              new HostAndPort(embedded.host(), embedded.port()),
              embedded.database(),
              embedded.user(),
              embedded.password());
      return use(server, use);
    } catch (EmbeddedServerException e) {
      throw new CommandFailed(source(Failures.of(ExitCode.DATABASE, e.explanation())), e);
    }
  }

  private <T> T use(Server server, Use<T> use) {
    server.secrets().forEach(surroundings.redaction()::register);
    try {
      return use.of(server);
    } catch (SQLException e) {
      throw failed(server, DatabaseException.of("using " + server, e));
    } catch (DatabaseException e) {
      throw failed(server, e);
    }
  }

  private CommandFailed failed(Server server, DatabaseException e) {
    Failure failure = source(Failures.of(e));
    if (NO_PRIVILEGE.equals(e.sqlState())) {
      failure =
          new Failure(
              failure.exit(),
              failure.what(),
              failure.why() + " (connected as " + server.user() + ")",
              failure.next());
    }
    return new CommandFailed(failure, e);
  }

  private Target target() {
    String text = Optional.ofNullable(named).or(() -> surroundings.variable(VARIABLE)).orElse(null);
    if (text == null) {
      throw new CommandFailed(
          new Failure(
              ExitCode.USAGE,
              "no ledger is named",
              "a tool for auditors must never pass on the wrong database, so none is guessed",
              "give "
                  + OPTION
                  + " DSN or set "
                  + VARIABLE
                  + "; to see one at work: audit-ledger demo"));
    }
    try {
      return ConnectionString.parse(text, surroundings.clientEnvironment());
    } catch (ConnectionStringException e) {
      throw new CommandFailed(source(Failures.of(ExitCode.USAGE, e.explanation())), e);
    }
  }

  /** What was typed is before everybody's eyes; a variable may have been set long ago. */
  private Failure source(Failure failure) {
    return named != null
        ? failure
        : new Failure(
            failure.exit(), VARIABLE + ": " + failure.what(), failure.why(), failure.next());
  }
}
