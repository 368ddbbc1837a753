package org.auditledger.audit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.keys.RecordedKey;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;

/**
 * A ledger with entries of every era, sealed twice, that is attacked again and again: each time its
 * database is put back as it was. It keeps its oid, so that it is the same one for its journal.
 *
 * @param older the template of what there was at the first seal
 * @param newer the template of what there is now
 * @param anchor of the second seal
 */
record AttackedLedger(
    AuditedLedger ledger, String oid, String older, String newer, Anchor first, Anchor anchor) {

  static final int SEALED = 310;
  static final int ENTRIES = 330;

  private static final TrustedKeys TRANSCRIPTS =
      TrustedKeys.read(LegacyVectors.text("transcript-1.ed25519.pub"))
          .orThrow("the test")
          .and(TrustedKeys.read(LegacyVectors.text("transcript-2.ed25519.pub")).orThrow("the test"))
          .orThrow("the test");

  /** Made of the ancestor's ledger with transcripts, which the database has the schema of. */
  static AttackedLedger of(TestDatabase database, Path directory) throws SQLException {
    int version = Integer.parseInt(database.query("show server_version_num").get(0));
    assumeThat(version)
        .as("a database can be given its oid from 15 on")
        .isGreaterThanOrEqualTo(150000);
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    RecordedKey<KeyRegistered> unused =
        new LedgerKeys(ledger.server())
            .register(ledger.recorder(), TRANSCRIPTS.transcriptKeys().iterator().next());
    ledger.append(80);
    Anchor first = ledger.seal();
    String name = database.name();
    String older = name + "_older";
    String newer = name + "_newer";
    administer(database, "create database " + older + " template " + name);
    ledger.append(SEALED - 290);
    Anchor anchor = ledger.seal();
    ledger.append(ENTRIES - SEALED);
    administer(database, "create database " + newer + " template " + name);
    String oid =
        database.query("select oid from pg_database where datname = current_database()").get(0);
    return new AttackedLedger(ledger, oid, older, newer, first, anchor);
  }

  TestDatabase database() {
    return ledger.database();
  }

  TrustedKeys trusted() {
    return ledger.trusted().and(TRANSCRIPTS).orThrow("the test");
  }

  /** Puts everything back. */
  void restore() throws SQLException {
    restore(newer);
  }

  /** Puts back what there was once. */
  void restore(String template) throws SQLException {
    String name = database().name();
    administer(database(), "drop database if exists " + name + " with (force)");
    administer(database(), "create database " + name + " template " + template + " oid = " + oid);
  }

  /** Does it, as its file says. */
  void suffer(Attack attack) throws SQLException {
    suffer(attack.unguarded(), attack.sql());
  }

  void suffer(boolean unguarded, String sql) throws SQLException {
    if (unguarded) {
      ledger.tamper(Attack.tools(), sql);
    } else {
      database().execute(Attack.tools() + ";" + sql);
    }
  }

  /** With all that there is to verify it by. */
  LedgerReport audit() {
    return audit(trusted(), Optional.of(anchor));
  }

  LedgerReport audit(TrustedKeys trusted, Optional<Anchor> kept) {
    return ledger.audit(AuditRequest.ofWhole(trusted, kept, 1));
  }

  /** Drops what the ledger was put back from. */
  void forget() throws SQLException {
    for (String template : List.of(older, newer)) {
      administer(database(), "drop database if exists " + template + " with (force)");
    }
  }

  private static void administer(TestDatabase database, String sql) throws SQLException {
    new TestDatabase(database.server(), "postgres").execute(sql);
  }
}
