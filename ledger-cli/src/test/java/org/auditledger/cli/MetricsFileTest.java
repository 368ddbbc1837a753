package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.retention.DroppedPartition;
import org.auditledger.retention.PartitionState;
import org.auditledger.retention.RetentionOutcome;
import org.auditledger.retention.RetentionPlan;
import org.auditledger.retention.RetentionStatus;
import org.auditledger.retention.StoredPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

  private static final String LEDGER = "acme/plant-1";
  private static final Instant NOW = Instant.parse("2026-11-27T03:30:00Z");

  @TempDir private Path directory;

  private Path file;

  @BeforeEach
  void is_to_be_written_here() {
    file = directory.resolve("audit_ledger.prom");
  }

  @Test
  void a_run_says_when_it_was_and_what_is_there() throws IOException {
    write(after(3, 1_000));
    assertThat(parsed())
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "audit_ledger_retention_last_success_timestamp_seconds", NOW.getEpochSecond(),
                    "audit_ledger_retention_dropped_partitions_total", 3L,
                    "audit_ledger_retention_freed_bytes_total", 3_000L,
                    "audit_ledger_partitions_ahead", 2L,
                    "audit_ledger_partitions", 4L,
                    "audit_ledger_oldest_partition_timestamp_seconds",
                        NOW.minus(Duration.ofDays(30)).getEpochSecond(),
                    "audit_ledger_partitions_expired", 0L,
                    "audit_ledger_holds", 1L)));
  }

  @Test
  void what_runs_have_done_adds_up_and_who_only_looks_takes_nothing_of_it_away()
      throws IOException {
    write(after(3, 1_000));
    write(after(1, 50));
    write(RetentionMetrics.of(status(LEDGER)));
    assertThat(parsed())
        .containsEntry("audit_ledger_retention_dropped_partitions_total", 4L)
        .containsEntry("audit_ledger_retention_freed_bytes_total", 3_050L)
        .containsEntry(
            "audit_ledger_retention_last_success_timestamp_seconds", NOW.getEpochSecond());
  }

  @Test
  void the_collector_never_finds_half_of_it_whenever_it_looks() {
    write(after(0, 0));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 200; i++) {
                write(after(1, i));
              }
            });
    int looks = 0;
    while (!writing.isDone() || looks == 0) {
      assertThat(parsed()).hasSize(8);
      looks++;
    }
    writing.join();
    assertThat(parsed()).containsEntry("audit_ledger_retention_dropped_partitions_total", 200L);
    assertThat(names()).containsExactly("audit_ledger.prom");
  }

  @Test
  void the_collector_may_read_it_as_another_user() throws IOException {
    write(after(0, 0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void what_is_not_ours_is_left_alone() throws IOException {
    for (String other : List.of("# HELP up Up.\nup 1\n", "x", "# Written by audit-ledger")) {
      Files.writeString(file, other);
      refuses("something else is in its place");
      assertThat(Files.readString(file)).isEqualTo(other);
    }
    Files.delete(file);
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Files.createSymbolicLink(file, secret);
    refuses("cannot be read");
    assertThat(Files.readString(secret)).isEqualTo("s");
  }

  @Test
  void what_is_of_another_ledger_is_left_alone() {
    write(after(0, 0));
    assertThatThrownBy(() -> write(RetentionMetrics.of(status("acme/plant-2"))))
        .isInstanceOf(CommandFailed.class)
        .satisfies(
            e ->
                assertThat(((CommandFailed) e).failure().why())
                    .isEqualTo("it is about acme/plant-1"));
    assertThat(parsed()).hasSize(8);
  }

  @Test
  void where_it_cannot_be_written_is_said_before_any_work() {
    file = directory.resolve("missing").resolve("audit_ledger.prom");
    assertThatThrownBy(() -> new MetricsFile(file).requireUsable())
        .isInstanceOf(CommandFailed.class)
        .satisfies(
            e -> assertThat(((CommandFailed) e).failure().exit()).isEqualTo(ExitCode.REFUSED));
  }

  private void refuses(String why) {
    assertThatThrownBy(() -> new MetricsFile(file).requireUsable())
        .isInstanceOf(CommandFailed.class)
        .satisfies(e -> assertThat(((CommandFailed) e).failure().why()).contains(why));
  }

  private void write(RetentionMetrics metrics) {
    new MetricsFile(file).write(metrics);
  }

  private Map<String, Long> parsed() {
    try {
      return TextfileMetrics.parse(Files.readString(file), LEDGER);
    } catch (IOException e) {
      throw new IllegalStateException("there is nothing to be read", e);
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(one -> one.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new IllegalStateException("the directory is gone", e);
    }
  }

  private static RetentionMetrics after(int dropped, long bytes) {
    List<DroppedPartition> gone = new ArrayList<>();
    for (int i = 0; i < dropped; i++) {
      gone.add(new DroppedPartition(receipt(), 7 + i, bytes));
    }
    return RetentionMetrics.after(
        new RetentionOutcome(plan(LEDGER), List.of(), List.of(), List.of(), gone, List.of()),
        status(LEDGER));
  }

  private static PartitionDrop receipt() {
    Digest digest = Digest.sha256(new byte[0]);
    return new PartitionDrop(
        "telemetry_buffer_2026_01_01",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        new PartitionContents(0, Optional.empty(), Optional.empty(), digest),
        Optional.empty(),
        PartitionDrop.WITNESSED,
        digest,
        new DropPolicy(
            "default", 30, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
        0);
  }

  private static RetentionPlan plan(String ledger) {
    return new RetentionPlan(
        new LedgerName(ledger), NOW, false, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static RetentionStatus status(String ledger) {
    return new RetentionStatus(
        new LedgerName(ledger),
        true,
        NOW,
        List.of(
            partition(-60, PartitionState.DETACHED),
            partition(-30, PartitionState.ATTACHED),
            partition(0, PartitionState.INTENDED),
            partition(1, PartitionState.ATTACHED),
            partition(2, PartitionState.ATTACHED)),
        new TreeMap<>(Map.of("default", 30)),
        List.of(hold(Optional.empty()), hold(Optional.of(NOW))),
        plan(ledger),
        List.of(),
        0,
        0,
        Optional.empty());
  }

  private static StoredPartition partition(int days, PartitionState state) {
    Instant from = NOW.plus(Duration.ofDays(days));
    return new StoredPartition(
        "telemetry_buffer_" + days,
        StoredPartition.Kind.TABLE,
        Optional.of(from),
        Optional.of(from.plus(Duration.ofDays(1))),
        state,
        Optional.empty(),
        0,
        false,
        0,
        new TreeSet<>(),
        Set.of());
  }

  private static Hold hold(Optional<Instant> expires) {
    return new Hold(
        5,
        new HoldPlaced(
            "case",
            "lawsuit",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            expires));
  }
}
