package org.auditledger.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.auditledger.control.BufferPartition;
import org.auditledger.doctor.Settings.Setting;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.MigrationStatus;
import org.junit.jupiter.api.Test;

/** What no test can make of a server that runs, or only in hours: the rules, over facts. */
class RulesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final Settings QUIET = new Settings(List.of());

  @Test
  void a_server_in_good_condition_has_nothing() {
    assertThat(server(new Server())).isEmpty();
    assertThat(durability(new Server(), QUIET)).isEmpty();
  }

  @Test
  void a_version_is_old_when_nobody_maintains_it_or_a_newer_minor_was_tested() {
    assertThat(server(new Server().version(140_024).on("2026-11-12"))).isEmpty();
    assertThat(server(new Server().version(140_024).on("2026-11-13")))
        .containsExactly("VERSION_UNSUPPORTED");
    assertThat(server(new Server().version(180_005))).containsExactly("MINOR_OLD");
    assertThat(server(new Server().version(180_006))).isEmpty();
    assertThat(server(new Server().version(180_099))).isEmpty();
    assertThat(server(new Server().version(190_000))).containsExactly("VERSION_UNTESTED");
  }

  @Test
  void transaction_numbers_that_run_out_are_said_in_time_and_again_when_it_is_time() {
    assertThat(server(new Server().transactions(999_999_999))).isEmpty();
    assertThat(server(new Server().transactions(1_000_000_000))).containsExactly("WRAPAROUND_NEAR");
    assertThat(server(new Server().multixacts(1_599_999_999))).containsExactly("WRAPAROUND_NEAR");
    assertThat(server(new Server().multixacts(1_600_000_000)))
        .containsExactly("WRAPAROUND_IMMINENT");
  }

  @Test
  void connections_are_scarce_when_a_tenth_is_left() {
    assertThat(server(new Server().connections(89))).isEmpty();
    assertThat(server(new Server().connections(90))).containsExactly("CONNECTIONS_SCARCE");
  }

  @Test
  void clocks_differ_when_retention_would_do_nothing() {
    assertThat(server(new Server().skew(Duration.ofSeconds(60)))).isEmpty();
    assertThat(server(new Server().skew(Duration.ofSeconds(61)))).containsExactly("CLOCKS_DIFFER");
  }

  @Test
  void archiving_that_fails_is_worse_than_none() {
    assertThat(durability(new Server().archivingFails(), QUIET)).containsExactly("ARCHIVING_FAILS");
    assertThat(durability(new Server(), set("archive_mode", "off")))
        .containsExactly("ARCHIVING_OFF");
    assertThat(durability(new Server(), set("archive_mode", "on"))).isEmpty();
  }

  @Test
  void a_server_that_does_not_wait_for_the_disk_is_dangerous() {
    assertThat(durability(new Server(), set("fsync", "off"))).containsExactly("FSYNC_OFF");
    assertThat(durability(new Server(), set("full_page_writes", "off")))
        .containsExactly("FULL_PAGE_WRITES_OFF");
    assertThat(durability(new Server(), set("data_checksums", "off")))
        .containsExactly("CHECKSUMS_OFF");
    assertThat(durability(new Server(), set("ignore_checksum_failure", "ON")))
        .containsExactly("DAMAGE_IGNORED");
    for (String durable : List.of("on", "TRUE", "local", "remote_write", "remote_apply")) {
      assertThat(durability(new Server(), set("synchronous_commit", durable))).isEmpty();
    }
    for (String not : List.of("off", "False", "no", "0")) {
      assertThat(durability(new Server(), set("synchronous_commit", not)))
          .containsExactly("COMMITS_NOT_DURABLE");
    }
  }

  @Test
  void who_may_not_see_the_standbys_is_told_that_they_were_not_checked() {
    SubjectReport report =
        report(
            Subject.DURABILITY,
            chart ->
                DurabilityRules.judge(
                    new Server().waitsFor(OptionalLong.empty()).facts(), QUIET, chart));
    assertThat(report.symptoms().total()).isZero();
    assertThat(report.notChecked()).singleElement().matches(NotChecked::asked);
    assertThat(durability(new Server().waitsFor(OptionalLong.of(0)), QUIET))
        .containsExactly("SYNC_STANDBY_MISSING");
    assertThat(durability(new Server().waitsFor(OptionalLong.of(1)), QUIET)).isEmpty();
  }

  @Test
  void room_ends_where_the_first_partition_is_missing() {
    Instant today = Instant.parse("2026-06-01T00:00:00Z");
    BufferPartition first = day(today, 1);
    BufferPartition second = day(today.plus(Duration.ofDays(1)), 1);
    BufferPartition afterGap = day(today.plus(Duration.ofDays(3)), 9);
    assertThat(room(List.of(afterGap, second, first))).contains(Duration.ofHours(36));
    assertThat(room(List.of(second))).contains(Duration.ZERO);
    assertThat(room(List.of())).contains(Duration.ZERO);
    BufferPartition rest = new BufferPartition("r", "r", second.upper(), Optional.empty());
    assertThat(room(List.of(first, second, rest))).isEmpty();
    assertThat(
            room(List.of(new BufferPartition("d", "DEFAULT", Optional.empty(), Optional.empty()))))
        .contains(Duration.ZERO);
  }

  @Test
  void what_is_not_sealed_counts_by_its_own_age_and_not_by_that_of_the_seal() {
    Optional<Instant> weekAgo = Optional.of(NOW.minus(Duration.ofDays(7)));
    Optional<Instant> hourAgo = Optional.of(NOW.minus(Duration.ofMinutes(60)));
    Optional<Instant> longer = Optional.of(NOW.minus(Duration.ofMinutes(61)));
    assertThat(seals(new SealFacts(9, 9, weekAgo, Optional.empty()))).isEmpty();
    assertThat(seals(new SealFacts(10, 9, weekAgo, hourAgo))).isEmpty();
    assertThat(seals(new SealFacts(10, 9, weekAgo, longer))).containsExactly("SEAL_OVERDUE");
    assertThat(seals(new SealFacts(10, 9, weekAgo, Optional.empty())))
        .containsExactly("SEAL_OVERDUE");
    assertThat(seals(new SealFacts(1, 0, Optional.empty(), hourAgo)))
        .containsExactly("NEVER_SEALED");
    assertThat(seals(new SealFacts(0, 0, Optional.empty(), Optional.empty()))).isEmpty();
  }

  @Test
  void an_empty_ledger_needs_no_backup_and_any_other_does() {
    assertThat(backups(new BackupFacts(0, Optional.empty(), 0))).isEmpty();
    assertThat(backups(new BackupFacts(0, Optional.empty(), 1))).containsExactly("NEVER_BACKED_UP");
    Instant limit = NOW.minus(Limits.DEFAULT.backup());
    assertThat(backups(new BackupFacts(1, Optional.of(limit), 1))).isEmpty();
    assertThat(backups(new BackupFacts(1, Optional.of(limit.minusMillis(1)), 1)))
        .containsExactly("BACKUP_OVERDUE");
  }

  @Test
  void a_preparation_without_a_receipt_is_said() {
    MigrationStatus status =
        new MigrationStatus(
            Optional.of(new LedgerName("acme/plant-1")),
            "version 2",
            Optional.empty(),
            List.of(),
            Optional.of("2.1"),
            9,
            0,
            0,
            List.of());
    assertThat(
            codes(
                Subject.MIGRATIONS,
                chart -> LedgerRules.migrations(status, MigrationSets.released(), chart)))
        .containsExactly("MIGRATION_UNFINISHED");
  }

  @Test
  void spans_are_said_in_the_unit_that_fits() {
    assertThat(
            List.of(-1, 1, 119, 120, 7_199, 7_200, 172_799, 172_800).stream()
                .map(seconds -> Span.of(Duration.ofSeconds(seconds))))
        .containsExactly(
            "0 seconds",
            "1 second",
            "119 seconds",
            "2 minutes",
            "119 minutes",
            "2 hours",
            "47 hours",
            "2 days");
  }

  private static Optional<Duration> room(List<BufferPartition> partitions) {
    return new PartitionFacts(true, NOW, partitions, OptionalLong.empty()).room();
  }

  private static BufferPartition day(Instant from, int days) {
    return new BufferPartition(
        "p", "p", Optional.of(from), Optional.of(from.plus(Duration.ofDays(days))));
  }

  private static Settings set(String name, String value) {
    return new Settings(List.of(new Setting("", name, value)));
  }

  private static Set<String> seals(SealFacts facts) {
    return codes(Subject.SEALS, chart -> LedgerRules.seals(facts, Limits.DEFAULT, NOW, chart));
  }

  private static Set<String> backups(BackupFacts facts) {
    return codes(Subject.BACKUPS, chart -> LedgerRules.backups(facts, Limits.DEFAULT, NOW, chart));
  }

  private static Set<String> server(Server server) {
    return codes(Subject.SERVER, chart -> ServerRules.judge(server.facts(), QUIET, chart));
  }

  private static Set<String> durability(Server server, Settings settings) {
    return codes(
        Subject.DURABILITY, chart -> DurabilityRules.judge(server.facts(), settings, chart));
  }

  private interface Judging {
    void on(Chart chart);
  }

  private static Set<String> codes(Subject subject, Judging judging) {
    return report(subject, judging).symptoms().first().stream()
        .map(Symptom::code)
        .collect(Collectors.toSet());
  }

  private static SubjectReport report(Subject subject, Judging judging) {
    Chart chart = new Chart(subject);
    judging.on(chart);
    return chart.report();
  }

  /** One in good condition, but for what is said. */
  private static final class Server {

    private int version = 180_006;
    private Instant today = NOW;
    private Duration skew = Duration.ZERO;
    private long transactions;
    private long multixacts;
    private long connections;
    private boolean archivingFails;
    private String standbys = "";
    private OptionalLong present = OptionalLong.empty();

    Server version(int other) {
      version = other;
      return this;
    }

    Server on(String day) {
      today = Instant.parse(day + "T00:00:00Z");
      return this;
    }

    Server skew(Duration other) {
      skew = other;
      return this;
    }

    Server transactions(long age) {
      transactions = age;
      return this;
    }

    Server multixacts(long age) {
      multixacts = age;
      return this;
    }

    Server connections(long count) {
      connections = count;
      return this;
    }

    Server archivingFails() {
      archivingFails = true;
      return this;
    }

    Server waitsFor(OptionalLong there) {
      standbys = "other";
      present = there;
      return this;
    }

    ServerFacts facts() {
      return new ServerFacts(
          version,
          false,
          today,
          skew,
          transactions,
          multixacts,
          Optional.empty(),
          "none",
          connections,
          100,
          archivingFails,
          standbys,
          present,
          List.of(),
          List.of(),
          OptionalLong.empty());
    }
  }
}
