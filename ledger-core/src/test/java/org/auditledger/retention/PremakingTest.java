package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.auditledger.retention.Facts.between;
import static org.auditledger.retention.Facts.day;
import static org.auditledger.retention.Facts.on;
import static org.auditledger.retention.Facts.unknown;
import static org.auditledger.retention.SimulatedBuffer.midnight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.auditledger.retention.PlanTrouble.Kind;
import org.auditledger.retention.Premake.Period;
import org.junit.jupiter.api.Test;

/** Partitions are there before their records come, and never meet what is there already. */
class PremakingTest {

  private static final String NOW = "2026-02-26T23:59:59.999999Z";

  @Test
  void days_are_utc_days_from_today_on() {
    RetentionPlan plan = new Facts(NOW).plan(PlanSettings.DEFAULT);
    assertThat(plan.creations()).hasSize(8);
    assertThat(plan.creations().get(0))
        .isEqualTo(
            new PlannedPartition(
                "telemetry_buffer_2026_02_26", midnight("2026-02-26"), midnight("2026-02-27")));
    assertThat(plan.creations().get(7))
        .isEqualTo(
            new PlannedPartition(
                "telemetry_buffer_2026_03_05", midnight("2026-03-05"), midnight("2026-03-06")));
    assertThat(plan.troubles()).isEmpty();
  }

  @Test
  void months_are_whole_months_over_the_end_of_a_year() {
    assertThat(new Facts("2026-12-31T00:00:00Z").plan(premake(Period.MONTHLY, 2)).creations())
        .containsExactly(
            new PlannedPartition(
                "telemetry_buffer_2026_12", midnight("2026-12-01"), midnight("2027-01-01")),
            new PlannedPartition(
                "telemetry_buffer_2027_01", midnight("2027-01-01"), midnight("2027-02-01")),
            new PlannedPartition(
                "telemetry_buffer_2027_02", midnight("2027-02-01"), midnight("2027-03-01")));
  }

  @Test
  void what_others_cover_is_left_to_them_whatever_its_name_and_bounds() {
    Instant noon = Instant.parse("2026-02-28T12:00:00Z");
    RetentionPlan plan =
        new Facts(NOW)
            .with(
                between("until noon", midnight("2026-02-26"), noon),
                between("from noon", noon, midnight("2026-03-01")),
                between("march", midnight("2026-03-01"), midnight("2026-04-01")))
            .plan(PlanSettings.DEFAULT);
    assertThat(plan.creations()).isEmpty();
    assertThat(plan.troubles()).isEmpty();
    assertThat(new Facts(NOW).with(between("all", null, null)).plan(PlanSettings.DEFAULT))
        .satisfies(all -> assertThat(all.creations()).isEmpty());
  }

  @Test
  void a_day_that_others_cover_in_part_is_not_made_and_the_rest_of_it_is_named() {
    RetentionPlan plan =
        new Facts(NOW)
            .with(between("part", Instant.parse("2026-02-27T06:00:00Z"), midnight("2026-03-01")))
            .plan(PlanSettings.DEFAULT);
    assertThat(plan.creations())
        .extracting(PlannedPartition::from)
        .doesNotContain(midnight("2026-02-27"));
    assertThat(plan.creations()).hasSize(6);
    assertThat(plan.troubles())
        .extracting(PlanTrouble::kind, PlanTrouble::sentence)
        .containsExactly(
            tuple(
                Kind.OVERLAP,
                "telemetry_buffer_2026_02_27 is not made, as it would meet part"
                    + " (from 2026-02-27T06:00:00Z to 2026-03-01T00:00:00Z)"),
            tuple(
                Kind.GAP,
                "records from 2026-02-27T00:00:00Z to 2026-02-27T06:00:00Z have no partition and"
                    + " are refused: audit-ledger partitions create"));
  }

  @Test
  void a_month_that_others_have_begun_gets_the_days_that_are_left() {
    RetentionPlan plan =
        new Facts("2026-02-26T08:00:00Z")
            .with(day("2026-02-26"), day("2026-02-27"), day("2026-03-02"))
            .plan(premake(Period.MONTHLY, 2));
    assertThat(plan.creations().get(0).name()).isEqualTo("telemetry_buffer_2026_02_28");
    assertThat(plan.creations().get(1).name()).isEqualTo("telemetry_buffer_2026_03_01");
    assertThat(plan.creations().get(2).name()).isEqualTo("telemetry_buffer_2026_03_03");
    assertThat(plan.creations()).hasSize(1 + 30 + 1);
    assertThat(plan.creations().get(31).name()).isEqualTo("telemetry_buffer_2026_04");
    assertThat(plan.troubles()).isEmpty();
  }

  @Test
  void a_table_that_has_the_name_is_in_the_way() {
    Facts facts = new Facts(NOW);
    facts.names.add("telemetry_buffer_2026_02_28");
    RetentionPlan plan = facts.plan(PlanSettings.DEFAULT);
    assertThat(plan.creations()).hasSize(7);
    assertThat(plan.troubles())
        .extracting(PlanTrouble::kind)
        .containsExactly(Kind.NAME_TAKEN, Kind.GAP);
    assertThat(plan.troubles().get(0).object()).isEqualTo("telemetry_buffer_2026_02_28");
  }

  @Test
  void one_that_is_detached_takes_nothing_and_one_that_is_half_detached_is_in_the_way() {
    Facts facts =
        new Facts(NOW)
            .with(
                on(PartitionState.DETACHED, day("2026-02-26")),
                unknown(PartitionState.DETACHING, day("2026-02-27")));
    RetentionPlan plan = facts.plan(PlanSettings.DEFAULT);
    assertThat(plan.creations().get(0).name()).isEqualTo("telemetry_buffer_2026_02_26");
    assertThat(plan.creations().get(1).name()).isEqualTo("telemetry_buffer_2026_02_28");
    assertThat(plan.troubles()).extracting(PlanTrouble::kind).contains(Kind.OVERLAP, Kind.GAP);
  }

  @Test
  void where_none_are_made_a_gap_is_named_all_the_same() {
    PlanSettings none =
        new PlanSettings(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false);
    RetentionPlan plan =
        new Facts(NOW).with(day("2026-02-26"), day("2026-02-28"), day("2027-01-01")).plan(none);
    assertThat(plan.creations()).isEmpty();
    assertThat(plan.troubles())
        .extracting(PlanTrouble::sentence)
        .map(sentence -> sentence.substring(0, 59))
        .containsExactly(
            "records from 2026-02-27T00:00:00Z to 2026-02-28T00:00:00Z h",
            "records from 2026-03-01T00:00:00Z to 2026-03-06T00:00:00Z h");
  }

  @Test
  void settings_that_are_none_are_refused() {
    for (int ahead : List.of(-1, 401)) {
      assertThatThrownBy(() -> new Premake(Period.DAILY, ahead))
          .hasMessage("partitions are made 0 to 400 ahead, not " + ahead);
    }
    assertThatThrownBy(() -> PlanSettings.DEFAULT.withMaxPartitions(0))
        .hasMessage("a run drops 1 partition or more, not 0");
    assertThatThrownBy(() -> withFloorAndGrace(0, 0)).hasMessage("a floor is 1 day or more, not 0");
    assertThatThrownBy(() -> withFloorAndGrace(1, -1)).hasMessageContaining("a grace is 0 to");
  }

  private static PlanSettings withFloorAndGrace(int floor, long grace) {
    return new PlanSettings(
        Optional.empty(),
        OptionalInt.of(floor),
        OptionalLong.of(grace),
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }

  private static PlanSettings premake(Period period, int ahead) {
    return new PlanSettings(
        Optional.of(new Premake(period, ahead)),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }
}
