package org.auditledger.cli;

import java.sql.SQLException;
import java.time.Duration;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.Migrator;
import org.auditledger.postgres.Server;
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

  /** What it does when a ledger may begin with it. */
  interface Beginning {
    Answer by(Migrator migrator, Authority authority, FirstAnchor anchor);
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
    return use(
        (server, migrator) -> change.by(migrator, authority(signing.signer(ledger(), talk()))));
  }

  /** The same with what may be the beginning of a ledger's journal, which calls for an anchor. */
  final void begin(Beginning beginning) {
    use(
        (server, migrator) -> {
          SealingKey key =
              signing.key(
                  ledger(), talk(), () -> migrator.status(TrustedKeys.NONE).ledger().isEmpty());
          Authority authority = authority(key.signer());
          FirstAnchor anchor = new FirstAnchor(sealer(server, key, authority), key, failures());
          print(beginning.by(migrator, authority, anchor));
          anchor.requireWritten();
          return true;
        });
  }

  private interface Use<T> {
    T of(Server server, Migrator migrator) throws SQLException;
  }

  private <T> T use(Use<T> use) {
    if (lockTimeout < 0 || lockTimeout > LONGEST) {
      throw usage("--lock-timeout is 0 to " + LONGEST + " seconds, not " + lockTimeout);
    }
    return ledger()
        .use(talk(), server -> use.of(server, migrator(server, patience(), talk()::say)));
  }

  private Authority authority(NoteSigner signer) {
    return new Authority(
        signer, trusted(), "audit-ledger " + build.version(), surroundings().clock());
  }

  private Sealer sealer(Server server, SealingKey key, Authority authority) {
    return new Sealer(
        server, key, authority.trusted(), authority.tool(), authority.clock(), patience());
  }

  private Failures failures() {
    return new Failures(build);
  }

  private Duration patience() {
    return Duration.ofSeconds(lockTimeout);
  }

  final ParameterException usage(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
