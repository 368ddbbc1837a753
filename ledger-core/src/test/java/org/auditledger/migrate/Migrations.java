package org.auditledger.migrate;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.TestDatabase;

/** What a test of the engine works with: a database, a key, and what was said meanwhile. */
final class Migrations {

  static final Version HEAD = MigrationSet.ledger().head();

  private final TestDatabase database;
  private final List<String> said = new ArrayList<>();
  private MigrationSets sets = MigrationSets.released();
  private Duration patience = Duration.ofSeconds(20);
  private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

  private Migrations(TestDatabase database) {
    this.database = database;
  }

  static Migrations of(TestDatabase database) {
    return new Migrations(database);
  }

  Migrations with(MigrationSets other) {
    sets = other;
    return this;
  }

  Migrations waiting(Duration limit) {
    patience = limit;
    return this;
  }

  Migrations keepingLeavesIn(Path directory) {
    temporary = directory;
    return this;
  }

  Migrator migrator() {
    return new Migrator(server(database.dsn()), sets, patience, temporary, this::say);
  }

  private synchronized void say(String line) {
    said.add(line);
  }

  /** Everything that was said, in order. */
  synchronized List<String> said() {
    return List.copyOf(said);
  }

  UpgradeOutcome upgrade() {
    return upgrade(HEAD);
  }

  UpgradeOutcome upgrade(Version target) {
    return migrator().upgrade(authority(), target, Proof.STRUCTURAL);
  }

  /** What {@code migrate verify} finds wrong, in words. */
  List<String> failures() {
    return migrator().verify(trusted()).checks().stream()
        .filter(check -> check.result() != Verification.Result.PASS)
        .map(check -> check.name() + " " + check.result() + " " + check.details())
        .toList();
  }

  /** What the schema is recognised as. */
  String state() {
    return migrator().status(trusted()).state();
  }

  static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  static Server server(String dsn) {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/nonexistent"), "nobody");
    return (Server) ConnectionString.parse(dsn, nobody);
  }

  static NoteSigner signer() {
    return signer("acme/plant-1", 7);
  }

  static NoteSigner signer(String name, int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of(name, PrivateKey.ofRaw(secret).orThrow("the test"));
  }

  static Authority authority() {
    return authority(signer(), TrustedKeys.NONE);
  }

  static Authority authority(NoteSigner signer, TrustedKeys trusted) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);
    return new Authority(signer, trusted, "audit-ledger test", clock);
  }

  static TrustedKeys trusted() {
    return TrustedKeys.of(signer().verifier());
  }
}
