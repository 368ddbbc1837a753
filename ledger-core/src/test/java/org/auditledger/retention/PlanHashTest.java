package org.auditledger.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.retention.Facts.day;
import static org.auditledger.retention.PlannerTest.settings;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

/** Two plans have one hash when they would do the same. */
class PlanHashTest {

  private static final String LATE = "2026-06-01T00:00:00Z";
  private static final PlanSettings SETTINGS = settings(0, 0, 0);
  private static final StoredPartition FUTURE = day("2027-01-01");

  @Test
  void the_hash_is_of_a_document_that_anybody_can_make() {
    Facts facts = new Facts("2026-06-01T00:00:00Z").with(day("2026-01-01", "acme"));
    PlanSettings settings =
        new PlanSettings(
            Optional.of(new Premake(Premake.Period.DAILY, 0)),
            OptionalInt.of(10),
            OptionalLong.of(60),
            OptionalInt.empty(),
            Optional.empty(),
            true);
    RetentionPlan plan = facts.plan(settings);
    String document =
        "{\"_form\":\"audit-ledger/retention-plan/1\",\"archive\":true,\"create\":[{\"from\":"
            + "\"2026-06-01T00:00:00.000000Z\",\"name\":\"telemetry_buffer_2026_06_01\",\"to\":"
            + "\"2026-06-02T00:00:00.000000Z\"}],\"drop\":[{\"days\":30,\"decided_by\":\"acme\","
            + "\"floor_days\":10,\"from\":\"2026-01-01T00:00:00.000000Z\",\"grace_seconds\":60,"
            + "\"holds_checked\":0,\"name\":\"2026-01-01\",\"rows\":10,\"state\":\"attached\","
            + "\"tenants\":[\"acme\"],\"to\":\"2026-01-02T00:00:00.000000Z\"}],"
            + "\"ledger\":\"facts\"}";
    assertThat(new String(plan.document().toBytes(), UTF_8)).isEqualTo(document);
    assertThat(plan.hash()).isEqualTo(Digest.sha256(document.getBytes(UTF_8)));
  }

  @Test
  void a_plan_that_would_do_the_same_has_the_same_hash() {
    Digest hash = facts(LATE).plan(SETTINGS).hash();
    assertThat(facts("2026-06-01T13:00:00Z").plan(SETTINGS).hash()).isEqualTo(hash);
    assertThat(facts(LATE).with(day("2026-05-31", "acme")).plan(SETTINGS).hash())
        .as("what stays is not in it")
        .isEqualTo(hash);
    assertThat(facts(LATE).hold("x", "else", "").plan(SETTINGS).hash()).isNotEqualTo(hash);
    assertThat(facts(LATE).plan(settings(1, 0, 0)).hash()).isNotEqualTo(hash);
    assertThat(facts(LATE).plan(settings(0, 1, 0)).hash()).isNotEqualTo(hash);
    assertThat(facts(LATE).with(day("2026-01-02", "acme")).plan(SETTINGS).hash())
        .isNotEqualTo(hash);
  }

  private static Facts facts(String now) {
    return new Facts(now).with(day("2026-01-01", "acme"), FUTURE);
  }
}
