package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.auditledger.retention.Facts.as;
import static org.auditledger.retention.Facts.between;
import static org.auditledger.retention.Facts.day;
import static org.auditledger.retention.Facts.on;
import static org.auditledger.retention.Facts.unknown;
import static org.auditledger.retention.SimulatedBuffer.midnight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.retention.Kept.Because;
import org.auditledger.retention.PlanTrouble.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes, what stays and why, and in which order. */
class PlannerTest {

  private static final String LATE = "2026-06-01T00:00:00Z";
  private static final PlanSettings SETTINGS = settings(0, 0, 0);
  private static final StoredPartition FUTURE = day("2027-01-01");

  @Test
  void a_partition_goes_at_the_moment_when_its_longest_retention_has_passed() {
    for (String now : List.of("2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00Z")) {
      Facts facts = new Facts(now).with(day("2026-01-01", "acme", "brief"), FUTURE);
      facts.retentions.put("brief", 1);
      assertThat(names(facts.plan(SETTINGS).drops()))
          .isEqualTo(now.equals("2026-02-01T00:00:00Z") ? List.of("2026-01-01") : List.of());
    }
  }

  @Test
  void what_is_too_young_says_whose_retention_or_which_floor_and_until_when() {
    Facts facts = new Facts("2026-01-05T00:00:00Z").with(day("2026-01-01", "acme", "brief"));
    facts.retentions.put("brief", 1);
    Kept kept = facts.plan(SETTINGS).kept().get(0);
    assertThat(kept.sentence())
        .isEqualTo("tenant acme keeps records for 30 days, until 2026-02-01T00:00:00Z");
    kept = facts.plan(settings(365, 0, 0)).kept().get(0);
    assertThat(kept.sentence()).isEqualTo("the floor is 365 days, until 2027-01-02T00:00:00Z");
    assertThat(kept.policy().orElseThrow().decidedBy()).isEqualTo("acme");
  }

  @Test
  void an_empty_one_waits_for_all_tenants_and_stays_where_there_are_none() {
    Facts facts = new Facts("2026-01-10T00:00:00Z").with(day("2026-01-01"), FUTURE);
    assertThat(facts.plan(SETTINGS).drops()).isEmpty();
    facts.retentions.put("acme", 2);
    assertThat(names(facts.plan(SETTINGS).drops())).containsExactly("2026-01-01");
    facts.retentions.clear();
    Kept kept = facts.plan(SETTINGS).kept().get(0);
    assertThat(kept.because()).isEqualTo(Because.NO_RETENTION);
    assertThat(kept.sentence())
        .isEqualTo("it is empty, and there is no tenant whose retention would count");
  }

  @Test
  void a_tenant_that_there_is_not_keeps_its_records() {
    Facts facts = new Facts(LATE).with(day("2026-01-01", "acme", "gone"), FUTURE);
    assertThat(because(facts.plan(SETTINGS), "2026-01-01")).isEqualTo(Because.NO_RETENTION);
    assertThat(facts.plan(SETTINGS).kept().get(0).sentence())
        .isEqualTo("nobody says for how long records of these are kept: gone");
  }

  @Test
  void what_is_no_dated_table_of_the_buffer_never_goes() {
    Facts facts =
        new Facts(LATE)
            .with(
                as(StoredPartition.Kind.OTHER, day("2026-01-01", "acme")),
                between("beginning", null, midnight("2025-01-01"), "acme"),
                unknown(PartitionState.LOOSE, day("2026-01-02", "acme")),
                unknown(PartitionState.DETACHED, day("2026-01-03", "acme")),
                between("end", midnight("2026-01-04"), null, "acme"));
    RetentionPlan plan = facts.plan(SETTINGS);
    assertThat(plan.drops()).isEmpty();
    assertThat(plan.kept())
        .extracting(kept -> kept.partition().name(), Kept::because)
        .containsExactly(
            tuple("2026-01-01", Because.NO_PLAIN_TABLE),
            tuple("2026-01-02", Because.DETACHED_BY_OTHERS),
            tuple("2026-01-03", Because.DETACHED_BY_OTHERS),
            tuple("beginning", Because.UNBOUNDED),
            tuple("end", Because.UNBOUNDED));
    assertThat(plan.kept()).allSatisfy(kept -> assertThat(kept.sentence()).isNotBlank());
    assertThat(plan.troubles())
        .extracting(PlanTrouble::kind)
        .containsExactly(Kind.LEFT_BEHIND, Kind.LEFT_BEHIND);
  }

  @Test
  void the_newest_stays_unless_the_same_run_makes_a_newer_one() {
    Facts facts = new Facts(LATE).with(day("2026-01-01", "acme"), day("2026-01-02", "acme"));
    RetentionPlan plan = facts.plan(SETTINGS);
    assertThat(names(plan.drops())).containsExactly("2026-01-01");
    assertThat(because(plan, "2026-01-02")).isEqualTo(Because.NEWEST);
    assertThat(names(facts.plan(PlanSettings.DEFAULT).drops()))
        .containsExactly("2026-01-01", "2026-01-02");
    facts.with(between("end", midnight("2026-05-01"), null));
    assertThat(names(facts.plan(SETTINGS).drops())).containsExactly("2026-01-01", "2026-01-02");
  }

  @Test
  void a_hold_wins_and_is_named_until_it_expires() {
    Facts facts = new Facts(LATE).with(day("2026-01-01", "acme"), FUTURE);
    facts.hold("b", "acme", "").hold("a", "acme", "").hold("over", "acme", LATE);
    RetentionPlan plan = facts.plan(SETTINGS);
    assertThat(plan.drops()).isEmpty();
    assertThat(plan.kept().get(0).sentence()).isEqualTo("it is on hold: b, a");
    assertThat(plan.expiredHolds()).containsExactly("over");
    facts.holds.clear();
    facts.hold("others", "else", "").hold("over", "acme", LATE);
    assertThat(facts.plan(SETTINGS).drops().get(0).holdsChecked()).isEqualTo(1);
  }

  @Test
  void what_was_begun_comes_first_and_then_the_oldest_and_no_more_than_asked_for() {
    Facts facts =
        new Facts(LATE)
            .with(
                day("2026-01-02", "acme"),
                day("2026-01-01", "acme"),
                on(PartitionState.INTENDED, day("2026-01-06", "acme")),
                on(PartitionState.DETACHED, day("2026-01-05", "acme")),
                FUTURE);
    assertThat(names(facts.plan(SETTINGS).drops()))
        .containsExactly("2026-01-05", "2026-01-06", "2026-01-01", "2026-01-02");
    RetentionPlan plan = facts.plan(SETTINGS.withMaxPartitions(3));
    assertThat(names(plan.drops())).containsExactly("2026-01-05", "2026-01-06", "2026-01-01");
    assertThat(because(plan, "2026-01-02")).isEqualTo(Because.LIMIT);
  }

  @Test
  void what_was_promised_when_it_was_begun_is_kept() {
    StoredPartition begun = on(PartitionState.DETACHED, day("2026-01-01", "acme"));
    RetentionPlan plan = new Facts(LATE).with(begun, FUTURE).plan(settings(1, 7, 0));
    assertThat(plan.drops().get(0).policy()).isEqualTo(Facts.PROMISED);
    assertThat(plan.drops().get(0).begun().map(PartitionDrop::partition))
        .isEqualTo(Optional.of("2026-01-01"));
    assertThat(new Facts(LATE).with(FUTURE, day("2026-01-01", "acme")).plan(settings(1, 7, 0)))
        .satisfies(
            fresh -> {
              assertThat(fresh.drops().get(0).policy().graceSeconds()).hasValue(7);
              assertThat(fresh.drops().get(0).policy().floorDays()).hasValue(1);
              assertThat(fresh.drops().get(0).policy().days()).isEqualTo(30);
              assertThat(fresh.drops().get(0).begun()).isEmpty();
            });
  }

  @Test
  void the_grace_counts_from_the_statement_that_it_is_detached() {
    StoredPartition begun = on(PartitionState.DETACHED, day("2026-01-01", "acme"));
    for (String now : List.of("2026-01-03T12:59:59.999999Z", "2026-01-03T13:00:00Z")) {
      Facts facts = new Facts(now).with(begun, FUTURE);
      facts.retentions.put("acme", 1);
      RetentionPlan plan = facts.plan(SETTINGS);
      if (now.endsWith("13:00:00Z")) {
        assertThat(names(plan.drops())).containsExactly("2026-01-01");
      } else {
        assertThat(plan.kept().get(0).sentence())
            .isEqualTo("it is detached, and stays so for its grace, until 2026-01-03T13:00:00Z");
        assertThat(plan.troubles()).extracting(PlanTrouble::kind).doesNotContain(Kind.LEFT_BEHIND);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PartitionState.class,
      names = {"DETACHING", "LOOSE", "DETACHED"})
  void a_hold_stops_what_was_begun_and_somebody_has_to_know(PartitionState state) {
    Facts facts =
        new Facts(LATE)
            .with(on(state, day("2026-01-01", "acme")), day("2026-01-02", "else"), FUTURE)
            .hold("late", "acme", "");
    facts.retentions.put("else", 1);
    RetentionPlan plan = facts.plan(SETTINGS);
    assertThat(because(plan, "2026-01-01")).isEqualTo(Because.HELD);
    PlanTrouble trouble =
        plan.troubles().stream()
            .filter(found -> found.object().equals("2026-01-01"))
            .findFirst()
            .orElseThrow();
    assertThat(trouble.sentence()).contains("it is on hold: late").contains("attach it again");
    if (state == PartitionState.DETACHING) {
      assertThat(trouble.kind()).isEqualTo(Kind.BLOCKED);
      assertThat(plan.drops()).isEmpty();
      assertThat(because(plan, "2026-01-02")).isEqualTo(Because.BLOCKED);
    } else {
      assertThat(trouble.kind()).isEqualTo(Kind.LEFT_BEHIND);
      assertThat(names(plan.drops())).containsExactly("2026-01-02");
    }
  }

  @Test
  void what_is_half_detached_and_may_go_blocks_nothing() {
    Facts facts =
        new Facts(LATE)
            .with(
                unknown(PartitionState.DETACHING, day("2026-01-02", "acme")),
                day("2026-01-01", "acme"),
                FUTURE);
    assertThat(names(facts.plan(SETTINGS).drops())).containsExactly("2026-01-02", "2026-01-01");
    assertThat(names(facts.plan(SETTINGS.only("2026-01-02")).drops()))
        .containsExactly("2026-01-02");
    RetentionPlan other = facts.plan(SETTINGS.only("2026-01-01"));
    assertThat(other.drops()).isEmpty();
    assertThat(other.kept().get(0).sentence()).isEqualTo("nothing can be detached: 2026-01-02");
  }

  @Test
  void beside_a_default_partition_nothing_is_detached() {
    Facts facts =
        new Facts(LATE)
            .with(
                as(StoredPartition.Kind.DEFAULT, between("rest", null, null, "acme")),
                day("2026-01-01", "acme"),
                on(PartitionState.DETACHED, day("2026-01-02", "acme")),
                FUTURE);
    RetentionPlan plan = facts.plan(SETTINGS);
    assertThat(names(plan.drops())).containsExactly("2026-01-02");
    assertThat(because(plan, "2026-01-01")).isEqualTo(Because.BLOCKED);
    assertThat(because(plan, "rest")).isEqualTo(Because.DEFAULT);
    assertThat(plan.troubles()).extracting(PlanTrouble::kind).contains(Kind.BLOCKED);
  }

  @Test
  void one_partition_alone_is_dropped_by_the_same_rules_and_nothing_is_made() {
    Facts facts =
        new Facts(LATE).with(day("2026-01-01", "acme"), day("2026-05-31", "acme"), FUTURE);
    facts.missing.add("lost");
    RetentionPlan plan = facts.plan(PlanSettings.DEFAULT.only("2026-01-01"));
    assertThat(names(plan.drops())).containsExactly("2026-01-01");
    assertThat(plan.creations()).isEmpty();
    assertThat(plan.kept()).isEmpty();
    assertThat(plan.troubles()).isEmpty();
    plan = facts.plan(PlanSettings.DEFAULT.only("2026-05-31"));
    assertThat(plan.drops()).isEmpty();
    assertThat(because(plan, "2026-05-31")).isEqualTo(Because.NOT_EXPIRED);
    assertThat(facts.plan(PlanSettings.DEFAULT).troubles())
        .extracting(PlanTrouble::object)
        .contains("lost");
  }

  static PlanSettings settings(int floor, long grace, int max) {
    return new PlanSettings(
        Optional.empty(),
        floor == 0 ? OptionalInt.empty() : OptionalInt.of(floor),
        SimulatedBuffer.seconds(grace),
        max == 0 ? OptionalInt.empty() : OptionalInt.of(max),
        Optional.empty(),
        false);
  }

  private static List<String> names(List<PlannedDrop> drops) {
    return drops.stream().map(PlannedDrop::name).toList();
  }

  private static Because because(RetentionPlan plan, String name) {
    return plan.kept().stream()
        .filter(kept -> kept.partition().name().equals(name))
        .findFirst()
        .orElseThrow()
        .because();
  }
}
