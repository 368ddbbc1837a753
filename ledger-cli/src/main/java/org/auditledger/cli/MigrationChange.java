package org.auditledger.cli;

import java.sql.SQLException;
import java.time.Duration;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.Migrator;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does something to a ledger, and signs what it did. */
abstract class MigrationChange extends MigrationLook {

  private static final long LONGEST = Duration.ofDays(1).toSeconds();

  /** What it does. */
  interface Change<T> {
    T by(Migrator migrator, Authority authority) throws SQLException;
  }

  private final Build build;

  @Mixin private final SigningOptions signing;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--lock-timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for one lock (default: ${DEFAULT-VALUE}).")
  private long lockTimeout = Migrator.PATIENCE.toSeconds();

  MigrationChange(Build build, Surroundings surroundings) {
    super(surroundings);
    this.build = build;
    this.signing = new SigningOptions(surroundings);
  }

  /** Does it to the ledger that was named, with the key that was named. */
  final <T> T change(Change<T> change) {
    if (lockTimeout < 0 || lockTimeout > LONGEST) {
      throw usage("--lock-timeout is 0 to " + LONGEST + " seconds, not " + lockTimeout);
    }
    TrustedKeys trusted = trusted();
    return ledger()
        .use(
            talk(),
            server -> {
              Migrator migrator = migrator(server, Duration.ofSeconds(lockTimeout), talk()::say);
              NoteSigner signer =
                  signing.signer(
                      ledger(),
                      talk(),
                      () -> begins() && migrator.status(TrustedKeys.NONE).ledger().isEmpty());
              String tool = "audit-ledger " + build.version();
              return change.by(
                  migrator, new Authority(signer, trusted, tool, surroundings().clock()));
            });
  }

  /** Whether a ledger's journal can begin with this command. */
  boolean begins() {
    return false;
  }

  final ParameterException usage(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
