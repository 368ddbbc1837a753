package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Who must not run retention here, or not now, is told why, and nothing is done. */
@OnPostgres
@HeadSchema
class RetentionRefusalTest {

  @Test
  void nothing_is_done_where_something_is_wrong(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger.apply(RetainedLedger.settings().only("none_yet"));
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(75));
    assertThatThrownBy(
            () ->
                ledger
                    .retention()
                    .apply(
                        new RetentionSigning(RetainedLedger.SIGNER, TrustedKeys.NONE, "test", late),
                        RetainedLedger.settings(),
                        Optional.empty(),
                        Optional.empty()))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CLOCK))
        .hasMessageStartingWith("the clocks disagree by 7");
    database.execute(
        "insert into audit_ledger.retention (position, tenant_id, days) values (1, 'default', 1)");
    assertThatThrownBy(() -> ledger.apply())
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("the tables that repeat the journal differ from it");
    database.execute(
        "alter table audit_ledger.retention disable trigger user; delete from"
            + " audit_ledger.retention where position = 1");
    TestDatabase copy = copyOf(database);
    assertThatThrownBy(() -> RetainedLedger.in(copy).apply())
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("a copy, moved, or restored");
    assertThatThrownBy(
            () ->
                RetainedLedger.in(copy)
                    .retention()
                    .hold(
                        RetainedLedger.signing(), hold("case", Optional.empty(), Optional.empty())))
        .isInstanceOf(HistoryBrokenException.class);
    new TestDatabase(database.server(), "postgres").execute("drop database " + copy.name());
    assertThat(BufferDays.exists(database, old)).isTrue();
    assertThat(ledger.apply().dropped()).hasSize(1);
  }

  private static TestDatabase copyOf(TestDatabase database) throws SQLException {
    String name = database.name() + "_copy";
    new TestDatabase(database.server(), "postgres")
        .execute("create database " + name + " template " + database.name());
    return new TestDatabase(database.server(), name);
  }

  @Test
  void who_does_not_own_the_buffer_is_told_whom_to_be(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String role = "somebody_" + database.name();
    database.execute("create role " + role + " login password 'x' in role pg_read_all_data");
    String dsn =
        database.dsn().replace(database.user() + ":" + database.password() + "@", role + ":x@");
    try {
      assertThatThrownBy(
              () ->
                  new Retention(BufferDays.server(dsn), Duration.ZERO, line -> {})
                      .apply(
                          RetainedLedger.signing(),
                          RetainedLedger.settings(),
                          Optional.empty(),
                          Optional.empty()))
          .isInstanceOfSatisfying(
              RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NOT_OWNER))
          .hasMessageContaining("options=-c role=" + database.user());
      RetentionPlan plan =
          new Retention(BufferDays.server(dsn), Duration.ZERO, line -> {})
              .plan(TrustedKeys.NONE, PlanSettings.DEFAULT);
      assertThat(plan.drops()).isEmpty();
      assertThat(plan)
          .isEqualTo(
              new RetentionPlan(
                  plan.ledger(),
                  plan.now(),
                  false,
                  plan.creations(),
                  List.of(),
                  plan.kept(),
                  plan.troubles(),
                  List.of()));
    } finally {
      database.execute("drop role " + role);
    }
    assertThat(ledger.goings()).isEmpty();
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
}
