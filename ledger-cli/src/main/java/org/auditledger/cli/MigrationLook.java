package org.auditledger.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Mixin;

/** A command that looks at what was done to a ledger. */
abstract class MigrationLook {

  /** What it looks at. */
  interface Look<T> {
    T at(Migrator migrator, TrustedKeys trusted) throws SQLException;
  }

  @Mixin private final LedgerOptions ledger;

  @Mixin private final TrustOptions trust;

  @Mixin private final OutputOptions options = new OutputOptions();

  private final Surroundings surroundings;

  MigrationLook(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  /** Looks at the ledger that was named, in sessions that cannot write. */
  final <T> T look(Look<T> look) {
    TrustedKeys trusted = trusted();
    return ledger.use(
        options, server -> look.at(migrator(server, Migrator.PATIENCE, options::say), trusted));
  }

  final void print(Answer answer) {
    options.print(answer);
  }

  final LedgerOptions ledger() {
    return ledger;
  }

  final OutputOptions talk() {
    return options;
  }

  final TrustedKeys trusted() {
    return trust.keys();
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final Migrator migrator(Server server, Duration patience, Consumer<String> progress) {
    String temporary =
        surroundings.variable("TMPDIR").orElse(System.getProperty("java.io.tmpdir", "."));
    return new Migrator(server, MigrationSets.released(), patience, Path.of(temporary), progress);
  }
}
