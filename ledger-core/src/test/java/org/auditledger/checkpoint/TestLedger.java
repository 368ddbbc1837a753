package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerInitialized;
import org.auditledger.journal.Statement;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowView;
import org.auditledger.seal.LeafHashes;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntryLeaves;

/**
 * A ledger in a test's database, to be appended to, sealed and tampered with; its keys are in files
 * that are not there, as only what is beside them is looked at.
 */
record TestLedger(TestDatabase database, Path directory) {

  static final String ENTRIES = "/ancestor/v0.1.sql";
  static final String CONTROL = "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql";
  static final NoteSigner FIRST = signer("acme/plant-1", 7);
  static final NoteSigner SECOND = signer("acme/plant-1", 8);

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

  static NoteSigner signer(String name, int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of(name, PrivateKey.ofRaw(secret).orThrow("the test"));
  }

  /** A ledger whose journal has begun, in this very database. */
  static TestLedger begin(TestDatabase database, Path directory) throws SQLException {
    TestLedger ledger = new TestLedger(database, directory);
    DatabaseIdentity here =
        new DatabaseIdentity(
            database.query("select system_identifier from pg_control_system()").get(0),
            Long.parseLong(
                database
                    .query("select oid from pg_database where datname = current_database()")
                    .get(0)));
    ledger.record(
        FIRST,
        Kind.LEDGER_INITIALIZED,
        new LedgerInitialized(here, FIRST.verifier().toString(), "18").toBody());
    return ledger;
  }

  void record(NoteSigner by, Kind kind, Members body) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      recorder(by).record(connection, kind, body);
      connection.commit();
    }
  }

  Recorder recorder(NoteSigner signer) {
    return new Recorder(signer, new LedgerName(signer.name()), both(), "audit-ledger test", CLOCK);
  }

  void register(NoteSigner other) throws SQLException {
    record(FIRST, Kind.KEY_REGISTERED, KeyRegistered.of(other.verifier()).toBody());
  }

  /** Retires a key, by the second one. */
  void retire(NoteSigner key, long entries, long statements) throws SQLException {
    record(
        SECOND,
        Kind.KEY_RETIRED,
        new KeyRetired(
                KeyPurpose.NOTE,
                KeyRegistered.of(key.verifier()).keyId(),
                entries,
                statements,
                "rotation")
            .toBody());
  }

  static TrustedKeys both() {
    return TrustedKeys.of(FIRST.verifier())
        .and(TrustedKeys.of(SECOND.verifier()))
        .orThrow("the test");
  }

  SealingKey key(NoteSigner signer) {
    return new SealingKey(signer, directory.resolve(signer.equals(FIRST) ? "first" : "second"));
  }

  Path memory(NoteSigner signer) {
    return key(signer).beside(".last");
  }

  Sealer sealer(NoteSigner signer) {
    return new Sealer(
        TestSessions.server(database),
        key(signer),
        both(),
        "audit-ledger test",
        CLOCK,
        Duration.ofSeconds(20));
  }

  Sealed seal() {
    return sealer(FIRST).seal();
  }

  /** Appends so many genuine entries. */
  void append(int count) throws SQLException {
    append(count, 0);
  }

  /** Appends entries of one of many possible histories. */
  void append(int count, int history) throws SQLException {
    GenuineEntries.append(database, count, history);
  }

  long size() throws SQLException {
    return Long.parseLong(
        database.query("select coalesce(max(sequence_number), 0) from ledger_entries").get(0));
  }

  long statements() throws SQLException {
    return Long.parseLong(database.query("select max(position) from audit_ledger.journal").get(0));
  }

  /** What who owns the database can do, whatever guards it. */
  void tamper(String... statements) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String table :
        List.of(
            "public.ledger_entries",
            "audit_ledger.journal",
            "audit_ledger.tiles",
            "audit_ledger.checkpoints")) {
      all.add("alter table " + table + " disable trigger all");
    }
    for (String check :
        database.query(
            "select format('alter table %s drop constraint %I', conrelid::regclass, conname)"
                + " from pg_constraint where contype = 'c' and conrelid = any (array["
                + "'audit_ledger.journal'::regclass, 'audit_ledger.tiles'::regclass,"
                + "'audit_ledger.checkpoints'::regclass])")) {
      all.add(check);
    }
    all.addAll(List.of(statements));
    database.execute(String.join(";", all));
  }

  /** Takes the database back to so many entries and statements, as an older dump would. */
  void rollBack(long entries, long statements) throws SQLException {
    tamper(
        "delete from public.ledger_entries where sequence_number > " + entries,
        "delete from audit_ledger.journal where position > " + statements,
        "delete from audit_ledger.tiles where (index + 1) * 256 > " + entries,
        "delete from audit_ledger.checkpoints where origin like '%/entries' and size > " + entries,
        "delete from audit_ledger.checkpoints where origin like '%/journal' and size > "
            + statements);
  }

  /** Everything that a seal could have written. */
  List<String> stored() throws SQLException {
    return database.query(
        "select 'statement ' || note from audit_ledger.journal"
            + " union all select 'checkpoint ' || note from audit_ledger.checkpoints"
            + " union all select 'tile ' || md5(hashes) from audit_ledger.tiles order by 1");
  }

  /** The leaf of every entry, read from end to end. */
  LeafHashes leaves() throws SQLException {
    List<Digest> leaves = new ArrayList<>();
    try (Session session = TestSessions.reading(database)) {
      TableLayout.Found table = (TableLayout.Found) LedgerTable.layout(session);
      EntryLeaves each =
          new EntryLeaves(
              table.layout(), (sequence, hash, offset) -> leaves.add(Digest.read(hash, offset)));
      RowView row = new RowView(table.layout());
      try (CopyReader rows = LedgerTable.read(session, table.layout())) {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
          while (batch.next(row)) {
            each.accept(row);
          }
        }
      }
      assertThat(each.leaves()).isPresent();
    }
    return new LeafHashes(leaves);
  }

  /**
   * The anchor is signed, binds, and is of all entries and of the whole journal; what is remembered
   * is the same.
   */
  SignedAnchor assertSeals(Sealed sealed, NoteSigner by) throws SQLException {
    NoteOutcome<SignedAnchor> outcome = sealed.anchor().verify(TrustedKeys.of(by.verifier()));
    assertThat(outcome).isInstanceOf(NoteOutcome.Verified.class);
    SignedAnchor anchor = ((NoteOutcome.Verified<SignedAnchor>) outcome).content();
    LeafHashes leaves = leaves();
    assertThat(anchor.entries().size()).isEqualTo(leaves.size()).isEqualTo(sealed.entries());
    assertThat(anchor.entries().root()).isEqualTo(Proofs.root(leaves, leaves.size()));
    try (Connection connection = database.connect()) {
      JournalReader journal = JournalTable.read(connection, both());
      assertThat(journal.defects().total()).isZero();
      assertThat(anchor.journal().root()).isEqualTo(journal.leaves().root());
      Statement last = journal.last().orElseThrow().statement().orElseThrow();
      assertThat(last.kind()).isEqualTo(Kind.CHECKPOINT);
      assertThat(
              anchor.bind(
                  journal.head().position(),
                  last.body().whole("size"),
                  Digest.ofHex(last.body().text("root"))))
          .isInstanceOf(SignedAnchor.Binding.Bound.class);
    }
    assertThat(memory(by)).hasContent(sealed.anchor().encoded());
    return anchor;
  }

  void restoreMemory(String content) throws IOException {
    Files.writeString(memory(FIRST), content);
  }
}
