package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What is not as it was said to be is put down, and nothing more goes. */
@OnPostgres
@HeadSchema
class RetentionIncidentsTest {

  @Test
  void what_nobody_can_account_for_is_an_incident_once(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String dropped = ledger.day(60, "default", 3);
    String detached = ledger.day(61, "default", 3);
    String forged = ledger.day(20, "default", 1);
    database.execute("update tenants set buffer_retention_days = 90");
    ledger.apply();
    database.execute(
        "drop table public."
            + dropped
            + ";"
            + "alter table telemetry_buffer detach partition public."
            + detached
            + ";"
            + "drop table public."
            + forged
            + ";"
            + "insert into audit_ledger.partition_drops (name, lower_bound, upper_bound, row_count,"
            + " digest, cutoff, dropped_by) values ('"
            + forged
            + "', '"
            + BufferDays.daysAgo(20)
            + "', '"
            + BufferDays.daysAgo(19)
            + "', 0, repeat('a', 64), now(), 'nobody')");
    RetentionOutcome outcome = ledger.apply();
    assertThat(outcome.incidents())
        .hasSize(3)
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("partition " + forged + " was dropped by nobody at ")
                    .endsWith(", and no tenant's retention had passed"))
        .contains(
            "partition " + dropped + " is gone, and nobody says who dropped it",
            "partition " + detached + " is detached, and nobody says who did it");
    assertThat(outcome.dropped()).isEmpty();
    assertThat(ledger.apply().incidents()).isEmpty();
    assertThat(ledger.goings()).containsExactly("INCIDENT", "INCIDENT", "INCIDENT");
    assertThat(BufferDays.exists(database, detached)).isTrue();
  }

  @Test
  void a_detached_table_that_was_changed_is_an_incident(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String other = ledger.day(59, "default", 3);
    ledger.apply(RetainedLedger.withGrace(1));
    database.execute(
        "alter table public."
            + old
            + " disable trigger user; delete from public."
            + old
            + " where telemetry_id = 't2'; alter table public."
            + old
            + " enable always trigger partition_block_delete");
    sleep(1100);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ledger.apply())
          .isInstanceOf(HistoryBrokenException.class)
          .hasMessageContaining("partition " + old + " does not hold any more what it held")
          .hasMessageContaining("it held 3 records")
          .hasMessageContaining("and now 2 with");
    }
    assertThat(ledger.goings()).filteredOn("INCIDENT"::equals).hasSize(1);
    assertThat(BufferDays.exists(database, old)).isTrue();
    assertThat(BufferDays.exists(database, other)).isTrue();
  }

  /** Records come until it is detached, and never go. */
  @Test
  void a_partition_that_lost_records_since_it_was_read_is_an_incident(TestDatabase database)
      throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    Retention doomed =
        new Retention(
            ledger.server(),
            Duration.ofSeconds(20),
            said -> {
              if (said.equals("detaching " + old)) {
                throw new IllegalStateException("enough");
              }
            });
    assertThatThrownBy(
            () ->
                doomed.apply(
                    RetainedLedger.signing(),
                    RetainedLedger.settings(),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessage("enough");
    database.execute(
        """
        alter table public.%1$s disable trigger user;
        delete from public.%1$s where telemetry_id = 't2';
        alter table public.%1$s enable trigger user\
        """
            .formatted(old));
    assertThatThrownBy(ledger::apply)
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("and now 2 with");
    assertThat(BufferDays.partitions(database)).contains(old);
    assertThat(ledger.goings()).containsExactly("PARTITION_DROP_INTENDED", "INCIDENT");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
