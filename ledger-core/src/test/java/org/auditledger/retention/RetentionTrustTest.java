package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.retention.Kept.Because;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What a trusted key signed decides, and besides it only a hold, whoever signed that. */
@OnPostgres
@HeadSchema
class RetentionTrustTest {

  private static final NoteSigner STRANGER = RetainedLedger.signer(8);

  @Test
  void a_hold_counts_whoever_signed_it(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    assertThat(plan(ledger, RetainedLedger.trusted()).drops()).hasSize(1);
    ledger.forge(STRANGER, Kind.HOLD_PLACED, hold("theirs", Optional.empty()).toBody());
    assertHeld(plan(ledger, RetainedLedger.trusted()), old, "theirs");
    assertThatThrownBy(ledger::apply)
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("nobody who is trusted here signed the journal's last statement");
  }

  @Test
  void a_release_counts_from_who_is_trusted(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    var unused = ledger.retention().hold(RetainedLedger.signing(), hold("ours", Optional.empty()));
    ledger.forge(STRANGER, Kind.HOLD_RELEASED, new HoldReleased("ours", "never mind").toBody());
    ledger.forge(
        STRANGER,
        Kind.PARTITION_CREATED,
        new PartitionCreated(old, BufferDays.daysAgo(60), BufferDays.daysAgo(59), true).toBody());
    assertHeld(plan(ledger, RetainedLedger.trusted()), old, "ours");
    // Who says whom to believe is not believed himself.
    assertThat(plan(ledger, TrustedKeys.NONE).drops()).hasSize(1);
    RetentionStatus status =
        ledger.retention().status(RetainedLedger.trusted(), RetainedLedger.settings());
    assertThat(status.verified()).isTrue();
    assertThat(status.holds()).extracting(hold -> hold.placed().hold()).containsExactly("ours");
    assertThat(ledger.retention().status(TrustedKeys.NONE, RetainedLedger.settings()).verified())
        .isFalse();
  }

  @Test
  void a_hold_that_has_expired_is_released_by_the_next_run(TestDatabase database)
      throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    ledger.day(60, "default", 3);
    Instant soon = Instant.now().truncatedTo(ChronoUnit.MICROS).plusMillis(1500);
    var unused =
        ledger.retention().hold(RetainedLedger.signing(), hold("short", Optional.of(soon)));
    assertThat(ledger.apply().dropped()).isEmpty();
    assertThat(database.query("select pg_sleep(2)::text")).hasSize(1);
    RetentionPlan plan = plan(ledger, RetainedLedger.trusted());
    assertThat(plan.expiredHolds()).containsExactly("short");
    RetentionOutcome outcome =
        ledger
            .retention()
            .apply(
                RetainedLedger.signing(),
                RetainedLedger.settings(),
                Optional.empty(),
                Optional.of(plan.hash()));
    assertThat(outcome.observed()).containsExactly("hold short has expired");
    assertThat(outcome.dropped()).hasSize(1);
    assertThat(ledger.kinds()).contains("HOLD_RELEASED");
    assertThat(ledger.history().holds()).isEmpty();
    assertThat(
            ledger
                .retention()
                .status(RetainedLedger.trusted(), RetainedLedger.settings())
                .differences())
        .isEmpty();
  }

  private static RetentionPlan plan(RetainedLedger ledger, TrustedKeys trusted) {
    return ledger.retention().plan(trusted, RetainedLedger.settings());
  }

  private static void assertHeld(RetentionPlan plan, String partition, String hold) {
    assertThat(plan.drops()).isEmpty();
    assertThat(plan.kept())
        .filteredOn(kept -> kept.partition().name().equals(partition))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.because()).isEqualTo(Because.HELD);
              assertThat(kept.by()).isEqualTo(List.of(hold));
            });
  }

  private static HoldPlaced hold(String name, Optional<Instant> expires) {
    return new HoldPlaced(
        name,
        "a court asks",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expires);
  }
}
