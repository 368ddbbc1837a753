package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.Said;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.junit.jupiter.api.Test;

/** A partition is attached, or exactly one receipt says that it is gone, and it is. */
class PartitionAuditTest {

  private static final Instant GRACE_ENDS = Said.AT.plus(Duration.ofDays(1));

  private final BufferHistory history = new BufferHistory();
  private final Said said = new Said(history::accept);
  private final SortedMap<String, String> attached = new TreeMap<>();

  @Test
  void one_that_is_there_as_it_was_made_is_right_even_when_it_is_to_be_dropped() {
    said.created("p");
    attached.put("p", Said.DAY);
    assertRight(in(Map.of(), GRACE_ENDS));
    said.intended("p");
    assertRight(in(Map.of(), GRACE_ENDS));
    assertRight(PartitionAudit.judge(history, attached, Optional.empty()));
  }

  @Test
  void one_that_is_gone_and_has_its_receipt_is_right() {
    said.created("p").intended("p").detached("p").dropped("p");
    assertRight(in(Map.of(), GRACE_ENDS));
    assertRight(PartitionAudit.judge(history, attached, Optional.empty()));
  }

  @Test
  void one_that_is_gone_without_a_receipt_is_missing() {
    String missing = "PARTITION_MISSING partition p " + Said.DAY;
    said.created("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            missing + " is not attached, and statement 1 of the journal says that it is");
    assertThat(findings(in(Map.of(), GRACE_ENDS, "p")))
        .singleElement()
        .asString()
        .endsWith("; there is a table of its name");
    said.intended("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            missing
                + " is gone, and statement 2 of the journal only says that it was to be dropped");
    said.detached("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            missing
                + " is gone, and statement 3 of the journal says that it was detached, none that it"
                + " was dropped");
  }

  @Test
  void what_was_detached_may_stay_through_its_grace_and_a_run_that_came_too_early() {
    said.created("p").intended("p");
    PartitionAudit began = in(Map.of(), Said.AT, "p");
    assertThat(began.findings()).isEmpty();
    assertThat(began.notChecked())
        .containsExactly(
            "partition p is detached, and statement 2 of the journal only says that it is to be"
                + " dropped");
    said.detached("p");
    for (Instant time : List.of(Said.AT, GRACE_ENDS, GRACE_ENDS.plus(Duration.ofHours(36)))) {
      PartitionAudit waits = in(Map.of(), time, "p");
      assertThat(waits.findings()).isEmpty();
      assertThat(waits.notChecked())
          .containsExactly(
              "partition p is detached until 2026-06-04T00:00:00Z, and was not held against"
                  + " statement 3 of the journal");
    }
    assertThat(findings(in(Map.of(), GRACE_ENDS.plus(Duration.ofHours(36)).plusMillis(1), "p")))
        .containsExactly(
            "PARTITION_LEFT_BEHIND table p is there, and statement 3 of the journal says that it"
                + " was detached, to be dropped from 2026-06-04T00:00:00Z");
  }

  @Test
  void one_that_is_there_has_no_receipt() {
    said.created("p").intended("p").detached("p");
    attached.put("p", Said.DAY);
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            "PARTITION_UNRECORDED partition p "
                + Said.DAY
                + " is attached, and statement 3 of the journal says that it was detached");
    said.dropped("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            "PARTITION_UNRECORDED partition p "
                + Said.DAY
                + " is attached, and statement 4 of the journal says that it is gone");
    attached.clear();
    assertThat(findings(in(Map.of(), GRACE_ENDS, "p")))
        .containsExactly(
            "PARTITION_LEFT_BEHIND table p is there, and statement 4 of the journal says that it"
                + " was dropped");
    said.created("p").unwitnessed("p", 1);
    assertThat(findings(in(Map.of(), GRACE_ENDS, "p"))).hasSize(1);
  }

  @Test
  void one_has_one_receipt() {
    said.created("p").dropped("p").dropped("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .containsExactly(
            "RECEIPTS_CONTRADICT statement 3 of the journal is PARTITION_DROPPED of partition p,"
                + " and statement 2 says that it was dropped before");
  }

  @Test
  void what_only_the_database_says_is_not_checked() {
    Map<String, List<BufferDatabase.Drop>> drops =
        Map.of("p", List.of(new BufferDatabase.Drop(4, Said.DAY, "by me at noon")));
    said.created("p");
    assertUnseen(drops, "was dropped by me at noon, and only the database says so");
    // The function detaches nothing: whose table is there, that one was not dropped.
    assertThat(findings(in(drops, GRACE_ENDS, "p"))).hasSize(1);
    said.intended("p");
    assertUnseen(drops, "was dropped by me at noon, and only the database says so");
    assertThat(in(drops, GRACE_ENDS, "p").notChecked())
        .containsExactly(
            "partition p is detached, and statement 2 of the journal only says that it is to be"
                + " dropped");
    said.unwitnessed("p", 4);
    assertUnseen(
        drops, "was dropped, and statement 3 of the journal only repeats what the database says");
    // That record was of the partition before this one.
    said.created("p");
    assertThat(findings(in(drops, GRACE_ENDS))).hasSize(1);
  }

  @Test
  void what_a_backup_did_not_have_is_gone_after_a_restore() {
    said.created("p").intended("p").restored();
    assertUnseen(
        Map.of(),
        "was not in the backup that the ledger was restored from, and statement 2 of the journal"
            + " only says that it was to be dropped");
    said.detached("p");
    assertThat(findings(in(Map.of(), GRACE_ENDS))).hasSize(1);
    said.restored();
    assertThat(findings(in(Map.of(), GRACE_ENDS))).isEmpty();
    // What was attached a backup has.
    said.created("q").restored();
    assertThat(findings(in(Map.of(), GRACE_ENDS)))
        .singleElement()
        .asString()
        .startsWith("PARTITION_MISSING partition q ");
  }

  @Test
  void a_backup_cannot_say_what_became_of_what_is_not_attached() {
    said.created("a").created("b").intended("b").created("c").intended("c").detached("c");
    said.created("d").unwitnessed("d", 1);
    PartitionAudit audit = PartitionAudit.judge(history, attached, Optional.empty());
    assertThat(audit.findings()).isEmpty();
    assertThat(audit.notChecked())
        .containsExactly(
            "partition a is not attached, and statement 1 of the journal says that it is; whether"
                + " it was dropped only the database could say",
            "partition b is not attached, and statement 3 of the journal only says that it was to"
                + " be dropped",
            "partition c was detached, and statement 6 of the journal does not say what became of"
                + " it",
            "partition d was dropped, and statement 8 of the journal only repeats what the database"
                + " says");
  }

  @Test
  void there_may_be_many() {
    for (int i = 0; i < 30; i++) {
      said.created("p" + i).unwitnessed("p" + i, i);
    }
    assertThat(in(Map.of(), GRACE_ENDS).notChecked())
        .hasSize(21)
        .endsWith("and so it is with 10 more partitions");
    for (int i = 0; i < 1200; i++) {
      said.dropped("q");
    }
    assertThat(in(Map.of(), GRACE_ENDS).findings())
        .hasSize(1001)
        .last()
        .isEqualTo(Finding.ofLedger(FindingCode.RECEIPTS_CONTRADICT, "and so on: 200 more"));
  }

  private void assertUnseen(Map<String, List<BufferDatabase.Drop>> drops, String why) {
    PartitionAudit audit = in(drops, GRACE_ENDS);
    assertThat(audit.findings()).isEmpty();
    assertThat(audit.notChecked()).containsExactly("partition p " + why);
  }

  private static void assertRight(PartitionAudit audit) {
    assertThat(audit.findings()).isEmpty();
    assertThat(audit.notChecked()).isEmpty();
  }

  private PartitionAudit in(
      Map<String, List<BufferDatabase.Drop>> drops, Instant now, String... tables) {
    return PartitionAudit.judge(
        history, attached, Optional.of(new BufferDatabase(drops, Set.of(tables), now)));
  }

  private static List<String> findings(PartitionAudit audit) {
    return audit.findings().stream()
        .map(finding -> finding.code() + " " + finding.detail())
        .toList();
  }
}
