package org.auditledger.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.TestDatabase;

/** Ledgers as each era left them, with what its writers wrote; adopted, and no more than that. */
public final class EraLedgers {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

  private EraLedgers() {}

  /**
   * A ledger of an era.
   *
   * @param state the era's schema, as {@code ledger-states.txt} calls it
   * @param vectors what is in it
   */
  public static AuditedLedger adopted(
      TestDatabase database, Path directory, String state, String vectors) throws SQLException {
    LedgerStates.ways().stream()
        .filter(way -> way.state().equals(state))
        .findFirst()
        .orElseThrow()
        .go(database);
    database.load(vectors, "public.ledger_entries");
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) 8);
    NoteSigner signer = NoteSigner.of("acme/plant-2", PrivateKey.ofRaw(secret).orThrow("the test"));
    AuditedLedger ledger = new AuditedLedger(database, signer, directory);
    UpgradeOutcome unused =
        new Migrator(
                ledger.server(),
                MigrationSets.released(),
                Duration.ofSeconds(20),
                directory,
                line -> {})
            .adopt(new Authority(signer, TrustedKeys.NONE, "audit-ledger test", CLOCK));
    return ledger;
  }

  /** A ledger at the head of its schema with entries of every era, more than a tile of them. */
  public static AuditedLedger atHead(TestDatabase database, Path directory) throws SQLException {
    LedgerStates.ways().get(0).go(database);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    // These go on where the ones before end: they are of the same plant.
    database.execute(
        "create schema staging; create table staging.entries (like public.ledger_entries);"
            + " alter table staging.entries alter schema_version drop not null");
    database.load("v3.0-ledger_entries.csv", "staging.entries");
    String columns = LegacyVectors.text("v3.0-ledger_entries.csv").lines().findFirst().orElse("");
    database.execute(
        String.format(
            "insert into public.ledger_entries (%s) select %s from staging.entries"
                + " where sequence_number > 120 order by sequence_number;"
                + " drop schema staging cascade",
            columns, columns));
    ledger.append(60);
    return ledger;
  }

  /** Those who signed transcripts, and the ledger's own. */
  public static TrustedKeys trusted(AuditedLedger ledger) {
    TrustedKeys trusted = ledger.trusted();
    for (String file : new String[] {"transcript-1.ed25519.pub", "transcript-2.ed25519.pub"}) {
      TrustedKeys key = TrustedKeys.read(LegacyVectors.text(file)).orThrow(file);
      trusted = trusted.and(key).orThrow(file);
    }
    return trusted;
  }
}
