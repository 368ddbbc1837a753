package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.retention.SimulatedBuffer.Row;
import org.auditledger.retention.SimulatedBuffer.Table;

/**
 * Few partitions, as odd as can be, at moments when something ends to the microsecond: what years
 * of use hardly ever come to.
 */
class AnyMomentTest {

  private static final Instant START = SimulatedBuffer.midnight("2026-01-01");
  private static final List<String> TENANTS = List.of("a", "b");
  private static final List<String> SUBJECTS = List.of("x", "y");

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void what_goes_is_what_the_model_says(@ForAll long seed) {
    Random random = new Random(seed);
    SimulatedBuffer buffer = new SimulatedBuffer(edge(random, 12));
    TENANTS.forEach(tenant -> buffer.retentions.put(tenant, 1 + random.nextInt(4)));
    int count = 1 + random.nextInt(5);
    for (int number = 0; number < count; number++) {
      Table table = table(random, number, buffer.now);
      buffer.tables.put(table.name, table);
    }
    for (int number = random.nextInt(3); number > 0; number--) {
      HoldPlaced hold = hold(random, "hold-" + number);
      buffer.holds.put(hold.hold(), hold);
    }
    int floor = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0;
    RetentionPlan plan =
        Planner.plan(
            buffer.state(),
            new PlanSettings(
                Optional.empty(),
                floor == 0 ? OptionalInt.empty() : OptionalInt.of(floor),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false));
    TreeSet<String> planned = new TreeSet<>();
    plan.drops().forEach(drop -> planned.add(drop.name()));
    RetentionModel model = new RetentionModel(buffer, floor);
    assertThat(planned)
        .as(() -> "at " + buffer.now + " of " + buffer.tables + " " + buffer.holds)
        .isEqualTo(model.going());
    for (String lost : planned) {
      assertThat(buffer.tables.get(lost).rows)
          .extracting(model::whyNotLost)
          .allMatch(String::isEmpty);
    }
  }

  private static Table table(Random random, int number, Instant now) {
    Instant from = START.plus(number, ChronoUnit.DAYS);
    Table table = new Table("p" + number, from, from.plus(1, ChronoUnit.DAYS));
    for (int row = random.nextInt(3); row > 0; row--) {
      Instant time = random.nextBoolean() ? from : table.to.minus(1, ChronoUnit.MICROS);
      table.rows.add(new Row(any(random, TENANTS), any(random, SUBJECTS), time));
    }
    if (random.nextInt(3) == 0) {
      table.state = any(random, List.of(PartitionState.values()));
    }
    if (table.state != PartitionState.ATTACHED) {
      table.promised =
          Optional.of(
              new DropPolicy(
                  "a",
                  1,
                  OptionalLong.empty(),
                  SimulatedBuffer.seconds(86_400L * random.nextInt(3)),
                  OptionalLong.empty()));
    }
    if (table.state == PartitionState.DETACHED) {
      table.detachedAt =
          Optional.of(edge(random, 12)).filter(now::isAfter).or(() -> Optional.of(now));
    }
    return table;
  }

  private static HoldPlaced hold(Random random, String name) {
    Instant from = edge(random, 5);
    return new HoldPlaced(
        name,
        "a dispute",
        maybe(random, any(random, TENANTS)),
        maybe(random, any(random, SUBJECTS)),
        maybe(random, from),
        maybe(random, from.plus(random.nextInt(3) * 12L, ChronoUnit.HOURS)),
        maybe(random, edge(random, 12)));
  }

  /** The begin of a day, or as near to it as can be. */
  private static Instant edge(Random random, int days) {
    return START
        .plus(random.nextInt(days), ChronoUnit.DAYS)
        .plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
  }

  private static <T> Optional<T> maybe(Random random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
