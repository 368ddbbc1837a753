package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.retention.Kept.Because;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A hold wins over everything, whenever it comes. */
@OnPostgres
@HeadSchema
class RetentionHoldsTest {

  private static final List<String> WHOLE =
      List.of("PARTITION_DROP_INTENDED", "PARTITION_DETACHED", "PARTITION_DROPPED");

  @Test
  void a_hold_wins_at_every_step(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger
        .retention()
        .hold(RetainedLedger.signing(), hold("case-1", Optional.empty(), Optional.of("pump")));
    assertThat(ledger.apply(RetainedLedger.withGrace(3600)).dropped()).isEmpty();
    assertThat(ledger.goings()).isEmpty();
    assertThatThrownBy(
            () ->
                ledger
                    .retention()
                    .hold(
                        RetainedLedger.signing(),
                        hold("case-1", Optional.empty(), Optional.empty())))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    ledger.retention().release(RetainedLedger.signing(), new HoldReleased("case-1", "closed"));

    RetentionOutcome begun = ledger.apply(RetainedLedger.withGrace(1));
    assertThat(begun.waiting())
        .singleElement()
        .satisfies(kept -> assertThat(kept.because()).isEqualTo(Because.GRACE));
    assertThat(begun.dropped()).isEmpty();
    assertThat(placeOf(database, old)).isEqualTo(PartitionPlace.DETACHED);
    ledger
        .retention()
        .hold(RetainedLedger.signing(), hold("case-2", Optional.of("default"), Optional.empty()));
    sleep(1100);
    RetentionOutcome held = ledger.apply();
    assertThat(held.dropped()).isEmpty();
    assertThat(held.plan().troubles())
        .extracting(PlanTrouble::kind)
        .contains(PlanTrouble.Kind.LEFT_BEHIND);
    assertThat(BufferDays.exists(database, old)).isTrue();
    ledger.retention().release(RetainedLedger.signing(), new HoldReleased("case-2", "closed"));
    assertThat(ledger.apply().dropped()).hasSize(1);
    assertThat(ledger.goings()).isEqualTo(WHOLE);
  }

  /** The hold comes when the run has looked, and before it does what cannot be taken back. */
  @Test
  void a_hold_that_comes_during_a_run_wins(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger.apply(RetainedLedger.settings().withMaxPartitions(1).only("none_yet"));
    for (String step : List.of("intending to drop " + old, "dropping " + old)) {
      Retention retention =
          new Retention(
              ledger.server(),
              Duration.ofSeconds(20),
              said -> {
                if (said.equals(step)) {
                  ledger
                      .retention()
                      .hold(
                          RetainedLedger.signing(),
                          hold(step, Optional.empty(), Optional.of("pump")));
                }
              });
      RetentionOutcome outcome =
          retention.apply(
              RetainedLedger.signing(),
              RetainedLedger.settings(),
              Optional.empty(),
              Optional.empty());
      assertThat(outcome.dropped()).as(step).isEmpty();
      assertThat(outcome.waiting())
          .as(step)
          .singleElement()
          .satisfies(
              kept -> {
                assertThat(kept.because()).isEqualTo(Because.HELD);
                assertThat(kept.by()).containsExactly(step);
              });
      assertThat(BufferDays.exists(database, old)).isTrue();
      ledger.retention().release(RetainedLedger.signing(), new HoldReleased(step, "closed"));
    }
    assertThat(ledger.goings()).isEqualTo(WHOLE.subList(0, 2));
    assertThat(ledger.apply().dropped()).hasSize(1);
  }

  private static PartitionPlace placeOf(TestDatabase database, String name) throws SQLException {
    try (Connection connection = database.connect()) {
      return PartitionPlace.of(connection, name);
    }
  }

  private static HoldPlaced hold(String name, Optional<String> tenant, Optional<String> subject) {
    return new HoldPlaced(
        name,
        "a court asks",
        tenant,
        subject,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
