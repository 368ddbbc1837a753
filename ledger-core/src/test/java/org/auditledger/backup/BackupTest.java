package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.audit.EraLedgers;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.chain.Head;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.ManifestNote;
import org.auditledger.container.MemberName;
import org.auditledger.entry.Digest;
import org.auditledger.journal.Kind;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.ProofOutcome;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnPostgres
@Template("/ancestor/v0.1.sql")
class BackupTest {

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = Files.createDirectory(directory.resolve("backups")).resolve("a.backup");
  }

  @Test
  void a_backup_is_what_the_ledger_is_and_the_journal_says_so(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(700);
    ledger.seal();
    LedgerReport live = ledger.audit(Optional.empty());
    BackupTaken taken = Backups.take(ledger, Backups.whole(ledger, file));
    ManifestNote note = BackupFile.plain(file).read(reader -> reader.finish());
    BackupManifest manifest = note.manifest();
    assertThat(note.verify(ledger.trusted()).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
    assertThat(manifest).isEqualTo(taken.manifest());
    assertThat(manifest.entriesRoot()).isEqualTo(live.root().orElseThrow());
    assertThat(manifest.head()).isEqualTo(live.head().orElseThrow());
    assertThat(manifest.first()).isEqualTo(1);
    assertThat(manifest.count()).isEqualTo(700);
    EntriesAccount entries = Backups.entries(ledger, file, 1);
    assertThat(entries.root()).isEqualTo(live.root());
    assertThat(entries.findings().total()).isZero();
    assertThat(Backups.names(file.getParent())).containsExactly("a.backup");
    assertThat(taken.sha256()).isEqualTo(sha256(file));
    assertThat(
            database.query(
                "select note from audit_ledger.journal where position = "
                    + taken.statement().orElseThrow().position()))
        .singleElement()
        .asString()
        .contains("\"kind\":\"" + Kind.BACKUP_TAKEN, manifest.digest().hex());
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
  }

  @Test
  void entries_of_every_era_are_in_it_as_they_are(TestDatabase database) throws SQLException {
    database.execute("drop schema public cascade; create schema public");
    AuditedLedger ledger = EraLedgers.atHead(database, keys);
    Backups.take(ledger, Backups.whole(ledger, file));
    EntriesAccount entries = Backups.entries(ledger, file, 1);
    assertThat(entries.root()).isEqualTo(ledger.audit(Optional.empty()).root());
    assertThat(entries.rows()).isGreaterThan(256);
  }

  @Test
  void a_ledger_that_was_never_adopted_is_backed_up_under_the_name_it_is_given(
      TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.unadopted(database, keys);
    refused(ledger, Backups.whole(ledger, file), Trouble.HISTORY, "a key is trusted");
    refused(
        ledger, Backups.unadopted(file, Optional.empty()), Trouble.NOT_A_LEDGER, "--name LEDGER");
    BackupTaken taken = Backups.take(ledger, Backups.unadopted(file, Optional.of("acme/plant-1")));
    assertThat(taken.statement()).isEmpty();
    assertThat(taken.manifest().journal()).isEmpty();
    assertThat(taken.manifest().count()).isEqualTo(120);
    assertThat(Backups.entries(ledger, file, 1).findings().total()).isZero();
    assertThat(database.query("select to_regnamespace('audit_ledger') is null"))
        .containsExactly("t");
  }

  @Test
  void a_partition_whose_name_no_backup_can_hold_is_named(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    String name = "\u00e4".repeat(30);
    database.execute(
        "create table "
            + name
            + " partition of telemetry_buffer for values from ('2020-01-01') to ('2020-01-02')");
    refused(
        ledger, Backups.whole(ledger, file), Trouble.FILE, "no backup can hold partition " + name);
    assertThat(Backups.names(file.getParent())).isEmpty();
  }

  @Test
  void an_empty_ledger_has_an_empty_backup(TestDatabase database) {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    BackupManifest manifest = Backups.take(ledger, Backups.whole(ledger, file)).manifest();
    assertThat(manifest.count()).isZero();
    assertThat(manifest.head()).isEqualTo(Head.GENESIS);
    assertThat(BackupFile.plain(file).read(reader -> reader.finish()).manifest())
        .isEqualTo(manifest);
  }

  @Test
  void the_records_of_the_buffer_are_in_it_or_left_out(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    database.execute(
        "insert into public.telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
            + " select 'default', 's', g::text, now(), '{}', repeat('0', 64)"
            + " from generate_series(1, 10) g");
    Backups.take(ledger, Backups.whole(ledger, file));
    Path without = file.resolveSibling("b.backup");
    BackupRequest all = Backups.whole(ledger, without);
    Backups.take(
        ledger,
        new BackupRequest(
            without, all.name(), false, all.parent(), all.encryption(), all.trusted(), 2));
    assertThat(kinds(file)).contains("Buffer", "TENANTS");
    assertThat(kinds(without)).doesNotContain("Buffer").contains("TENANTS");
  }

  @Test
  void an_incremental_backup_has_what_is_new_and_the_proof_that_it_goes_on(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    BackupManifest first = Backups.take(ledger, Backups.whole(ledger, file)).manifest();
    ledger.append(333);
    Path second = file.resolveSibling("b.backup");
    BackupManifest next = Backups.take(ledger, Backups.after(ledger, second, file)).manifest();
    assertThat(next.first()).isEqualTo(301);
    assertThat(next.count()).isEqualTo(333);
    BackupParent parent = next.parent().orElseThrow();
    assertThat(parent.manifest()).isEqualTo(first.digest());
    assertThat(parent.check(first.entriesRoot(), 633, next.entriesRoot()))
        .isEqualTo(new ProofOutcome.Proven(next.entriesRoot()));
    assertThat(parent.check(next.entriesRoot(), 633, next.entriesRoot()))
        .isNotInstanceOf(ProofOutcome.Proven.class);
    assertThat(Backups.entries(ledger, second, 301).rows()).isEqualTo(333);
    Path third = file.resolveSibling("c.backup");
    BackupManifest nothing = Backups.take(ledger, Backups.after(ledger, third, second)).manifest();
    assertThat(nothing.count()).isZero();
    assertThat(nothing.entriesRoot()).isEqualTo(next.entriesRoot());
  }

  @Test
  void a_ledger_that_does_not_go_on_from_the_older_backup_is_refused(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(30);
    Backups.take(ledger, Backups.whole(ledger, file));
    Path second = file.resolveSibling("b.backup");
    ledger.tamper("delete from public.ledger_entries where sequence_number > 20");
    refused(ledger, Backups.after(ledger, second, file), Trouble.HISTORY, "ends with entry 30");
    ledger.append(15);
    refused(ledger, Backups.after(ledger, second, file), Trouble.HISTORY, "does not go on");
    assertThat(Backups.names(file.getParent())).containsExactly("a.backup");
  }

  @Test
  void what_is_not_sound_is_not_backed_up(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(40);
    ledger.seal();
    BackupRequest request = Backups.whole(ledger, file);
    ledger.tamper(
        "create table kept as select * from public.ledger_entries",
        "update public.ledger_entries set reasoning = 'other' where sequence_number = 7");
    refused(ledger, request, Trouble.ENTRIES, "entry 7");
    restoreRows(ledger);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 8");
    refused(ledger, request, Trouble.ENTRIES, "entry 8 is missing");
    restoreRows(ledger);
    ledger.tamper("update public.ledger_entries set created_at = now() where sequence_number = 9");
    refused(ledger, request, Trouble.HISTORY, "not those that were sealed");
    restoreRows(ledger);
    ledger.tamper("update audit_ledger.journal set note = replace(note, 'acme', 'ajax')");
    refused(ledger, request, Trouble.HISTORY, "statement");
    assertThat(Backups.names(file.getParent())).isEmpty();
  }

  @Test
  void who_holds_the_key_needs_no_other_word_for_what_it_sealed(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(40);
    ledger.seal();
    // No column of the chain: only the seal covers it.
    ledger.tamper("update public.ledger_entries set created_at = now() where sequence_number = 9");
    BackupRequest trustingNobodyElse = Backups.unadopted(file, Optional.empty());
    refused(ledger, trustingNobodyElse, Trouble.HISTORY, "not those that were sealed");
  }

  private static void restoreRows(AuditedLedger ledger) throws SQLException {
    ledger.tamper(
        "delete from public.ledger_entries",
        "insert into public.ledger_entries select * from kept");
  }

  @Test
  void a_row_that_the_index_hides_is_noticed(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(10);
    ledger.tamper(
        "alter table public.ledger_entries alter sequence_number drop not null",
        "insert into public.ledger_entries (sequence_number, previous_hash, entry_hash, verdict,"
            + " telemetry_id, telemetry_hash, ski_model_version) values (null, repeat('0', 64),"
            + " repeat('1', 64), 'CLEAR', 't', repeat('0', 64), 'm')");
    refused(ledger, Backups.whole(ledger, file), Trouble.ENTRIES, "11 rows");
  }

  @Test
  void a_file_that_is_there_stays_as_it_is(TestDatabase database) throws Exception {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    Files.writeString(file, "mine");
    refused(ledger, Backups.whole(ledger, file), Trouble.FILE, "no backup is ever written over");
    assertThat(file).hasContent("mine");
    refused(
        ledger,
        Backups.whole(ledger, file.resolveSibling("no").resolve("a.backup")),
        Trouble.FILE,
        "no such directory");
  }

  @Test
  void a_disk_that_is_full_leaves_nothing(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    BackupRequest all = Backups.whole(ledger, file);
    refused(
        ledger,
        new BackupRequest(
            file,
            all.name(),
            true,
            all.parent(),
            Optional.of(BackupTest::filling),
            all.trusted(),
            2),
        Trouble.FILE,
        "No space left on device");
    assertThat(Backups.names(file.getParent())).isEmpty();
  }

  /** A disk with room for a header. */
  private static OutputStream filling(OutputStream out) {
    return new OutputStream() {
      private int room = 2000;

      @Override
      public void write(int b) throws IOException {
        if (room-- == 0) {
          throw new IOException("No space left on device");
        }
        out.write(b);
      }
    };
  }

  @Test
  void a_connection_that_is_lost_leaves_nothing(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    for (String lost : List.of("copying 300 entries", "copying the journal", "recording")) {
      AtomicBoolean cut = new AtomicBoolean();
      BackupWatch cutting =
          new BackupWatch() {
            @Override
            public void step(String what) {
              if (what.startsWith(lost)) {
                cut.set(true);
                terminateOthers(database, what.startsWith("recording"));
              }
            }

            @Override
            public void entries(long done, long all) {
              // The steps are enough.
            }
          };
      assertThatThrownBy(() -> Backups.take(ledger, Backups.whole(ledger, file), cutting))
          .isInstanceOf(DatabaseException.class);
      assertThat(cut).isTrue();
      new TestDatabase(database.server(), "postgres")
          .execute("alter database " + database.name() + " allow_connections true");
      assertThat(Backups.names(file.getParent())).as(lost).isEmpty();
    }
  }

  private static void terminateOthers(TestDatabase database, boolean closed) {
    TestDatabase administered = new TestDatabase(database.server(), "postgres");
    try {
      if (closed) {
        administered.execute("alter database " + database.name() + " allow_connections false");
      }
      administered.query(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '"
              + database.name()
              + "'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(
      AuditedLedger ledger, BackupRequest request, Trouble trouble, String why) {
    assertThatThrownBy(() -> Backups.take(ledger, request))
        .isInstanceOfSatisfying(
            BackupException.class, e -> assertThat(e.trouble()).isEqualTo(trouble))
        .hasMessageContaining(why);
  }

  private static List<String> kinds(Path backup) {
    return BackupFile.plain(backup)
        .read(
            reader -> {
              List<String> kinds = new ArrayList<>();
              for (var member = reader.next(); member.isPresent(); member = reader.next()) {
                MemberName name = member.get().name();
                kinds.add(
                    name instanceof MemberName.Single single
                        ? single.name()
                        : name.getClass().getSimpleName());
              }
              return kinds;
            });
  }

  private static Digest sha256(Path path) {
    try {
      return Digest.sha256(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
