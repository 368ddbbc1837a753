package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backup;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.Backups;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that is there is ever touched, and nothing that nobody answers for is brought in. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class RestoreRefusalTest {

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void what_is_there_is_completed_or_kept(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    Anchor old = ledger.seal();
    try (OwnDatabase earlier = OwnDatabase.copyOf(database)) {
      ledger.append(40);
      Anchor anchor = ledger.seal();
      var unused = Backups.take(ledger, Backups.whole(ledger, file));
      TestDatabase target = earlier.database();

      // The ledger itself has the statement about the backup, too.
      assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(database)))
          .startsWith("REFUSED: nothing was restored: the database has more than the backup")
          .contains("its journal goes on after statement ");

      try (OwnDatabase forked = OwnDatabase.copyOf(target)) {
        GenuineEntries.append(forked.database(), 10, 1);
        List<String> before = forked.database().query(EVERYTHING);
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(forked.database())))
            .isEqualTo(
                "FORKED: nothing was restored: the backup is of another history than the database"
                    + " / entry 301 is the first that differs");
        assertThat(forked.database().query(EVERYTHING)).isEqualTo(before);
        forked.database().execute("drop table public.tenants cascade");
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(forked.database())))
            .startsWith("REFUSED: nothing was restored: the schema in the database is another");
      }
      try (OwnDatabase longer = OwnDatabase.copyOf(target)) {
        GenuineEntries.append(longer.database(), 90, 0);
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(longer.database())))
            .contains("its entries go on after entry 340");
      }
      try (OwnDatabase other = OwnDatabase.copyOf(target)) {
        Restores.recordOther(new AuditedLedger(other.database(), ledger.signer(), directory));
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(other.database())))
            .isEqualTo(
                "FORKED: nothing was restored: the backup is of another history than the database"
                    + " / statement "
                    + other
                        .database()
                        .query("select max(position) from audit_ledger.journal")
                        .get(0)
                    + " of the journal is the first that differs");
      }
      RestoreOutcome outcome = Restores.of(ledger, file).into(target);
      assertThat(outcome.isNew()).isFalse();
      assertThat(outcome.added()).isEqualTo(40);
      AuditedLedger restored = new AuditedLedger(target, ledger.signer(), keys);
      for (Anchor each : List.of(old, anchor)) {
        assertThat(AuditedLedger.findings(restored.audit(Optional.of(each)))).isEmpty();
      }
      assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(target)))
          .contains("the database has more than the backup");
    }
  }

  @Test
  void a_ledger_that_was_moved_is_compared_and_its_journal_says_so(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    Anchor anchor = ledger.seal();
    ledger.append(5);
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    try (OwnDatabase moved = OwnDatabase.copyOf(database)) {
      AuditedLedger there = new AuditedLedger(moved.database(), ledger.signer(), keys);
      assertThat(AuditedLedger.findings(there.audit(Optional.of(anchor))))
          .containsExactly("history DATABASE_UNEXPLAINED");
      try (OwnDatabase changed = OwnDatabase.copyOf(moved.database())) {
        new AuditedLedger(changed.database(), ledger.signer(), keys)
            .tamper(
                "update public.ledger_entries set escalation_notes = 'x'"
                    + " where sequence_number = 303");
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(changed.database())))
            .contains("entry 303 is the first that differs");
      }
      assertThat(Restores.of(ledger, file).into(moved.database()).added()).isZero();
      assertThat(AuditedLedger.findings(there.audit(Optional.of(anchor)))).isEmpty();
      assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(moved.database())))
          .contains("the database has more than the backup");
      there.append(5);
      assertThat(AuditedLedger.findings(there.audit(Optional.of(there.seal())))).isEmpty();
    }
  }

  @Test
  void other_peoples_things_and_other_ledgers_are_left_alone(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(3);
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    for (String thing :
        List.of(
            "create table orders (id int)",
            "create schema shop",
            "create function length(text) returns int language sql as 'select 0'",
            "create type mood as enum ('good')")) {
      try (OwnDatabase occupied = OwnDatabase.beside(database)) {
        occupied.database().execute(thing);
        assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(occupied.database())))
            .startsWith("REFUSED: nothing was restored: the database is not empty / it has ");
      }
    }
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      TestDatabase target = empty.database();
      NoteSigner stranger = signer("acme/plant-1", 9);
      AuditedLedger unknown = new AuditedLedger(database, stranger, keys);
      assertThat(Restores.refusal(() -> Restores.of(unknown, file).into(target)))
          .startsWith("TRUST: ")
          .contains("signed by keys that are not known");
      assertThat(Restores.refusal(() -> Restores.signedBy(ledger, stranger, file).into(target)))
          .startsWith("TRUST: ")
          .contains("is none of this ledger");
      assertThat(target.query("select 1 from pg_namespace where nspname = 'audit_ledger'"))
          .isEmpty();
    }
  }

  @Test
  void a_backup_that_nobody_answers_for_is_only_taken_by_who_says_so(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger stranger = new AuditedLedger(database, signer("acme/plant-1", 9), keys);
    var foreign =
        Backups.take(stranger, Backups.unadopted(file, Optional.of(stranger.signer().name())));
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    Path unsigned = directory.resolve("unsigned.backup");
    var taken =
        new Backup(
                ledger.server(),
                Backups.whole(ledger, unsigned),
                Optional.empty(),
                "audit-ledger test",
                Backups.NOBODY)
            .take();
    assertThat(List.of(foreign.signed(), taken.signed())).containsExactly(true, false);
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      TestDatabase target = empty.database();
      assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(target)))
          .startsWith("TRUST: nothing was restored: nobody who is trusted answers for " + file)
          .endsWith("it is signed by keys that are not known");
      assertThat(Restores.refusal(() -> Restores.of(ledger, unsigned).into(target)))
          .startsWith("TRUST: ")
          .endsWith("it is not signed");
      var restored = Restores.of(ledger, unsigned).acceptingUnsigned().into(target);
      assertThat(restored.head().sequence()).isEqualTo(120);
    }
  }

  @Test
  void a_file_that_changed_is_refused_wherever_it_did(TestDatabase database) throws Exception {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(100);
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    byte[] whole = Files.readAllBytes(file);
    Path changed = directory.resolve("changed.backup");
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      for (int part = 1; part < 12; part++) {
        byte[] bytes = whole.clone();
        bytes[(int) ((long) whole.length * part / 12)] ^= 4;
        Files.write(changed, bytes);
        assertThat(refused(ledger, changed, empty.database())).as("part %s", part).isTrue();
      }
      Files.write(changed, Arrays.copyOf(whole, whole.length / 2));
      assertThat(refused(ledger, changed, empty.database())).isTrue();
      assertThat(empty.database().query("select 1 from pg_class where relname like 'ledger%'"))
          .isEmpty();
    }
  }

  private static boolean refused(AuditedLedger ledger, Path file, TestDatabase target) {
    try {
      var unused = Restores.of(ledger, file).into(target);
      return false;
    } catch (BackupException | RestoreException e) {
      return true;
    }
  }

  private static NoteSigner signer(String name, int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of(name, PrivateKey.ofRaw(secret).orThrow("the test"));
  }

  private static final String EVERYTHING =
      "select t::text from public.ledger_entries t union all select t::text"
          + " from audit_ledger.journal t union all select t::text from audit_ledger.tiles t"
          + " union all select t::text from audit_ledger.checkpoints t order by 1";
}
