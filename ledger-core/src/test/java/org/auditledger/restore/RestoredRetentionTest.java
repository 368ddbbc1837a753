package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backups;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.control.HoldTable;
import org.auditledger.control.PartitionTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.RetentionTable;
import org.auditledger.entry.Digest;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.PartitionDetached;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger comes back with its holds, and with what became of its partitions. */
@OnPostgres
@Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
class RestoredRetentionTest {

  private static final Instant DAY = Instant.parse("2020-05-01T00:00:00Z");
  private static final List<String> REPEATED =
      List.of("partitions", "retention", "holds", "hold_releases");

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void holds_come_back_and_so_does_what_became_of_partitions(TestDatabase database)
      throws SQLException {
    byHand(database, "\"found day\"", 0);
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(5);
    // What an adoption found and is gone since is repeated all the same.
    drop(ledger, "found day", 0);
    for (int day = 1; day <= 3; day++) {
      byHand(database, "day_" + day, day);
      create(ledger, "day_" + day, day);
    }
    drop(ledger, "day_1", 1);
    detach(ledger, "day_2", 2);
    recordHolds(ledger);
    AreaReport live = ledger.audit(Optional.empty()).area(Area.POSTURE);
    assertThat(partitions(live)).isEmpty();
    assertThat(live.notChecked())
        .singleElement()
        .asString()
        .startsWith("partition day_2 is detached");
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      RestoreOutcome outcome = Restores.of(ledger, file).into(empty.database());
      assertThat(outcome.isNew()).isTrue();
      assertRepeated(empty.database(), database);
      AuditedLedger restored = new AuditedLedger(empty.database(), ledger.signer(), keys);
      AreaReport posture = restored.audit(Optional.empty()).area(Area.POSTURE);
      assertThat(partitions(posture)).isEmpty();
      assertThat(posture.notChecked())
          .filteredOn(why -> why.startsWith("partition"))
          .singleElement()
          .asString()
          .startsWith("partition day_2 was not in the backup that the ledger was restored from");
      assertThat(restored.audit(Optional.empty()).area(Area.HISTORY).findings().first()).isEmpty();
    }
  }

  @Test
  void an_older_moment_gets_the_holds_that_it_lacks(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(5);
    place(ledger, "before");
    try (OwnDatabase older = OwnDatabase.copyOf(database)) {
      place(ledger, "after");
      release(ledger, "before");
      ledger.append(2);
      var unused = Backups.take(ledger, Backups.whole(ledger, file));
      RestoreOutcome outcome = Restores.of(ledger, file).into(older.database());
      assertThat(outcome.isNew()).isFalse();
      assertRepeated(older.database(), database);
      AuditedLedger restored = new AuditedLedger(older.database(), ledger.signer(), keys);
      assertThat(AuditedLedger.findings(restored.audit(Optional.empty()))).isEmpty();
    }
  }

  private static void recordHolds(AuditedLedger ledger) throws SQLException {
    place(ledger, "kept");
    place(ledger, "released");
    release(ledger, "released");
    place(ledger, "released");
    in(
        ledger,
        (connection, recorder) ->
            RetentionTable.record(
                recorder,
                connection,
                List.of(new TenantRetentionSet("default", 30, OptionalLong.empty(), false))));
  }

  private static void assertRepeated(TestDatabase restored, TestDatabase original)
      throws SQLException {
    for (String table : REPEATED) {
      String rows = "select t::text from audit_ledger." + table + " t order by 1";
      assertThat(restored.query(rows)).as(table).isEqualTo(original.query(rows)).isNotEmpty();
    }
  }

  private static List<String> partitions(AreaReport posture) {
    return posture.findings().first().stream()
        .filter(finding -> finding.code().name().startsWith("PARTITION"))
        .map(finding -> finding.what())
        .toList();
  }

  private static void byHand(TestDatabase database, String name, int day) throws SQLException {
    database.execute(
        "create table public.%s partition of public.telemetry_buffer for values from ('%s') to ('%s')"
            .formatted(name, day(day), day(day + 1)));
  }

  private static void create(AuditedLedger ledger, String name, int day) throws SQLException {
    in(
        ledger,
        (connection, recorder) ->
            PartitionTable.record(
                recorder,
                connection,
                List.of(new PartitionCreated(name, day(day), day(day + 1), true))));
  }

  private static void drop(AuditedLedger ledger, String name, int day) throws SQLException {
    Members body = dropOf(name, day).toBody();
    record(ledger, Kind.PARTITION_DROP_INTENDED, body);
    ledger.database().execute("drop table public.\"" + name + "\"");
    record(ledger, Kind.PARTITION_DROPPED, body);
  }

  private static void detach(AuditedLedger ledger, String name, int day) throws SQLException {
    record(ledger, Kind.PARTITION_DROP_INTENDED, dropOf(name, day).toBody());
    ledger
        .database()
        .execute("alter table public.telemetry_buffer detach partition public." + name);
    record(
        ledger,
        Kind.PARTITION_DETACHED,
        new PartitionDetached(name, day(day), day(day + 1)).toBody());
  }

  private static PartitionDrop dropOf(String name, int day) {
    return new PartitionDrop(
        name,
        day(day),
        day(day + 1),
        new PartitionContents(0, Optional.empty(), Optional.empty(), Digest.ZERO),
        Optional.empty(),
        PartitionDrop.WITNESSED,
        Digest.ZERO,
        new DropPolicy(
            "default",
            30,
            OptionalLong.empty(),
            OptionalLong.of(1_000_000_000),
            OptionalLong.empty()),
        0);
  }

  private static Instant day(int day) {
    return DAY.plusSeconds(86_400L * day);
  }

  private static void place(AuditedLedger ledger, String name) throws SQLException {
    HoldPlaced hold =
        new HoldPlaced(
            name,
            "litigation",
            Optional.of("default"),
            Optional.of("stack-0"),
            Optional.of(day(0)),
            Optional.empty(),
            Optional.empty());
    in(ledger, (connection, recorder) -> HoldTable.place(recorder, connection, hold));
  }

  private static void release(AuditedLedger ledger, String name) throws SQLException {
    HoldReleased release = new HoldReleased(name, "settled");
    in(ledger, (connection, recorder) -> HoldTable.release(recorder, connection, release));
  }

  private static void record(AuditedLedger ledger, Kind kind, Members body) throws SQLException {
    in(ledger, (connection, recorder) -> recorder.record(connection, kind, body));
  }

  private interface Act {
    Object in(Connection connection, Recorder recorder) throws SQLException;
  }

  private static void in(AuditedLedger ledger, Act act) throws SQLException {
    try (Connection connection = ledger.database().connect()) {
      connection.setAutoCommit(false);
      Object unused = act.in(connection, ledger.recorder());
      connection.commit();
    }
  }
}
