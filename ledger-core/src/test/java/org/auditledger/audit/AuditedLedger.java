package org.auditledger.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;

/** A ledger at the head of its schema, with entries and seals, to be tampered with and audited. */
public record AuditedLedger(TestDatabase database, NoteSigner signer, Path directory) {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

  /** Adopts and upgrades what is in the database. */
  public static AuditedLedger of(TestDatabase database, Path directory) {
    AuditedLedger ledger = unadopted(database, directory);
    UpgradeOutcome unused =
        ledger
            .migrator()
            .upgrade(ledger.authority(), MigrationSet.ledger().head(), Proof.STRUCTURAL);
    return ledger;
  }

  /** What is in the database, and who would sign for it. */
  public static AuditedLedger unadopted(TestDatabase database, Path directory) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) 7);
    NoteSigner signer = NoteSigner.of("acme/plant-1", PrivateKey.ofRaw(secret).orThrow("the test"));
    return new AuditedLedger(database, signer, directory);
  }

  public Server server() {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/none"), "nobody");
    return (Server) ConnectionString.parse(database.dsn(), nobody);
  }

  public Migrator migrator() {
    return new Migrator(
        server(), MigrationSets.released(), Duration.ofSeconds(20), directory, line -> {});
  }

  public Authority authority() {
    return new Authority(signer, TrustedKeys.NONE, "audit-ledger test", CLOCK);
  }

  /** Adds to the ledger's journal. */
  public Recorder recorder() {
    return new Recorder(
        signer, new LedgerName(signer.name()), TrustedKeys.NONE, "audit-ledger test", CLOCK);
  }

  public TrustedKeys trusted() {
    return TrustedKeys.of(signer.verifier());
  }

  public void append(int count) throws SQLException {
    // Rows that were loaded came with ids of their own.
    List<String> unused =
        database.query(
            "select setval(pg_get_serial_sequence('public.ledger_entries', 'id'),"
                + " coalesce(max(id), 0) + 1, false) from public.ledger_entries");
    GenuineEntries.append(database, count, 0);
  }

  public Anchor seal() {
    return new Sealer(
            server(),
            new SealingKey(signer, directory.resolve("ledger.key")),
            TrustedKeys.NONE,
            "audit-ledger test",
            CLOCK,
            Duration.ofSeconds(20))
        .seal()
        .anchor();
  }

  public LedgerReport audit(Optional<Anchor> anchor) {
    return audit(AuditRequest.ofWhole(trusted(), anchor, 2));
  }

  public LedgerReport audit(AuditRequest request) {
    return new LedgerAudit(server(), MigrationSets::released, request, AuditWatch.NONE).run();
  }

  /** What is wrong, in short: each finding as its area, code, and entry. */
  public static List<String> findings(LedgerReport report) {
    List<String> found = new ArrayList<>();
    for (Area area : Area.values()) {
      AreaReport one = report.area(area);
      for (Finding finding : one.findings().first()) {
        String entry = finding.sequence().isPresent() ? " " + finding.sequence().getAsLong() : "";
        found.add(area.word() + " " + finding.code() + entry);
      }
    }
    return found;
  }

  /** What who owns the database can do to rows, and leave everything that guards them in place. */
  public void tamper(String... statements) throws SQLException {
    List<String> tables =
        List.of(
            "public.ledger_entries",
            "audit_ledger.journal",
            "audit_ledger.checkpoints",
            "audit_ledger.tiles");
    List<String> all = new ArrayList<>();
    tables.forEach(table -> all.add("alter table " + table + " disable trigger user"));
    all.addAll(List.of(statements));
    all.addAll(
        database.query(
            "select format('alter table %s enable always trigger %I', tgrelid::regclass, tgname)"
                + " from pg_trigger where not tgisinternal and tgenabled = 'A'"
                + " and tgrelid = any (array['"
                + String.join("'::regclass, '", tables)
                + "'::regclass])"));
    database.execute(String.join(";", all));
  }
}
