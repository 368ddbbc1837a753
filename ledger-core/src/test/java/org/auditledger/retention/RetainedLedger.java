package org.auditledger.retention;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.control.JournalTable;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerInitialized;
import org.auditledger.journal.Statement;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.TestDatabase;

/** A ledger with a buffer whose journal has begun, and what is done to it. */
final class RetainedLedger {

  static final NoteSigner SIGNER = signer(7);

  private final TestDatabase database;
  private final List<String> said = new ArrayList<>();

  private RetainedLedger(TestDatabase database) {
    this.database = database;
  }

  /** What is in the database already. */
  static RetainedLedger in(TestDatabase database) {
    return new RetainedLedger(database);
  }

  /** Begins the journal; the buffer is as it was left by the migrations. */
  static RetainedLedger begin(TestDatabase database) throws SQLException {
    RetainedLedger ledger = new RetainedLedger(database);
    try (Session session = Session.open(ledger.server(), SessionSettings.writing())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      LedgerInitialized body =
          new LedgerInitialized(
              ThisDatabase.of(connection), SIGNER.verifier().toString(), "a test's");
      signing().recorder().record(connection, Kind.LEDGER_INITIALIZED, body.toBody());
      connection.commit();
    }
    return ledger;
  }

  static NoteSigner signer(int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of("acme/plant-1", PrivateKey.ofRaw(secret).orThrow("a test"));
  }

  static RetentionSigning signing() {
    return new RetentionSigning(SIGNER, TrustedKeys.NONE, "audit-ledger test", Clock.systemUTC());
  }

  static TrustedKeys trusted() {
    return TrustedKeys.of(SIGNER.verifier());
  }

  /** Makes no partitions, and has no grace. */
  static PlanSettings settings() {
    return new PlanSettings(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }

  static PlanSettings withGrace(long seconds) {
    return new PlanSettings(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.of(seconds),
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }

  TestDatabase database() {
    return database;
  }

  Server server() {
    return BufferDays.server(database);
  }

  Retention retention() {
    return retention(Duration.ofSeconds(20));
  }

  Retention retention(Duration patience) {
    return new Retention(server(), patience, this::say);
  }

  private synchronized void say(String line) {
    said.add(line);
  }

  synchronized List<String> said() {
    return List.copyOf(said);
  }

  RetentionOutcome apply() {
    return apply(settings());
  }

  RetentionOutcome apply(PlanSettings settings) {
    return retention().apply(signing(), settings, Optional.empty(), Optional.empty());
  }

  RetentionOutcome apply(PlanSettings settings, Path archiveTo) {
    return retention()
        .apply(
            signing(),
            new PlanSettings(
                settings.premake(),
                settings.floorDays(),
                settings.graceSeconds(),
                settings.maxPartitions(),
                settings.only(),
                true),
            Optional.of(archiveTo),
            Optional.empty());
  }

  /** Makes a day's partition as an operator does, and puts records into it. */
  String day(int ago, String tenant, int records) throws SQLException {
    Instant day = BufferDays.daysAgo(ago);
    String name = BufferDays.name(day);
    database.execute(
        "create table public."
            + name
            + " partition of public.telemetry_buffer for values from ('"
            + day
            + "') to ('"
            + day.plus(Duration.ofDays(1))
            + "')");
    if (records > 0) {
      BufferDays.insert(database, tenant, "pump", day, records);
    }
    return name;
  }

  void tenant(String tenant, int days) throws SQLException {
    database.execute(
        "insert into public.tenants (tenant_id, display_name, buffer_retention_days) values ('"
            + tenant
            + "', 'a tenant', "
            + days
            + ") on conflict (tenant_id) do update set buffer_retention_days = "
            + days);
  }

  /** Adds a statement as who owns the database can, whoever signs it. */
  void forge(NoteSigner by, Kind kind, Members body) throws SQLException {
    List<JournalEntry> before = statements();
    Statement last = before.get(before.size() - 1).statement().orElseThrow();
    Statement forged =
        new Statement(
            last.ledger(),
            last.position() + 1,
            last.head().hash(),
            kind,
            last.at(),
            last.actor(),
            body);
    String line = new String(forged.line(), StandardCharsets.UTF_8);
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into audit_ledger.journal (position, note) values (?, ?)")) {
      insert.setLong(1, forged.position());
      insert.setString(2, SignedNote.sign(line + "\n", by).encoded());
      insert.executeUpdate();
    }
  }

  /** What the journal says, without its first statement: the kinds, in order. */
  List<String> kinds() throws SQLException {
    return statements().stream()
        .skip(1)
        .map(entry -> entry.statement().orElseThrow().kind().name())
        .toList();
  }

  /** The kinds of the statements about partitions that go. */
  List<String> goings() throws SQLException {
    return kinds().stream()
        .filter(kind -> kind.startsWith("PARTITION_D") || kind.equals("INCIDENT"))
        .toList();
  }

  List<JournalEntry> statements() throws SQLException {
    List<JournalEntry> entries = new ArrayList<>();
    try (Connection connection = database.connect()) {
      var unused = JournalTable.read(connection, trusted(), entries::add);
    }
    return entries;
  }

  BufferHistory history() throws SQLException {
    BufferHistory history = new BufferHistory();
    statements().forEach(history::accept);
    return history;
  }
}
