package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.retention.Kept.Because;
import org.auditledger.retention.SimulatedBuffer.Row;
import org.auditledger.retention.SimulatedBuffer.Table;

/**
 * Operators and a timer at work on a simulated buffer, a day at a time: what they do is random, and
 * after each plan the model says what had to be in it, and what may be lost by it.
 */
final class SimulatedYears {

  private static final Instant START = SimulatedBuffer.midnight("2025-01-01");
  private static final List<String> SUBJECTS = List.of("pump", "valve", "probe");

  private final Random random;
  private final SimulatedBuffer buffer = new SimulatedBuffer(START);
  private final Map<Because, Integer> kept = new EnumMap<>(Because.class);
  private OptionalInt floor = OptionalInt.empty();
  private long grace;
  private int placed;
  private int deaths;
  private int lostRows;
  private int most;

  SimulatedYears(long seed) {
    random = new Random(seed);
    buffer.retentions.put("long", 430 + random.nextInt(40));
    buffer.retentions.put("middle", 40);
    buffer.retentions.put("short", 5);
    for (int day = 0; day < 400; day++) {
      Instant from = START.plus(day, ChronoUnit.DAYS);
      LocalDate date = LocalDate.ofInstant(from, ZoneOffset.UTC);
      buffer.add(
          "telemetry_buffer_" + date.toString().replace('-', '_'),
          from,
          from.plus(1, ChronoUnit.DAYS));
      buffer.now = from;
      insertToday();
    }
  }

  /** Lets so many days go by. */
  void live(int days) {
    for (int day = 0; day < days; day++) {
      buffer.now = buffer.now.plus(Duration.ofMinutes(1440 + random.nextInt(120) - 60));
      if (random.nextInt(60) == 0) {
        // The timer does not run for some days.
        buffer.now = buffer.now.plus(random.nextInt(15), ChronoUnit.DAYS);
      }
      insertToday();
      operate();
      most = Math.max(most, buffer.tables.size());
      runTimer();
    }
  }

  /** That the years had in them what they are for. */
  void assertEventful() {
    assertThat(most).as("partitions in one plan").isGreaterThanOrEqualTo(400);
    assertThat(lostRows).as("records that went").isGreaterThan(1000);
    assertThat(deaths).as("runs that died").isGreaterThan(5);
    assertThat(kept).containsKeys(Because.HELD, Because.NOT_EXPIRED, Because.LIMIT);
  }

  private void insertToday() {
    // Some days have nothing that is kept long, so that others decide.
    if (random.nextInt(20) > 0) {
      insert("long", buffer.now);
    }
    if (random.nextInt(3) == 0) {
      insert("middle", buffer.now);
    }
    insert("short", buffer.now);
    if (random.nextInt(4) == 0) {
      // It was offline for a while, or for very long.
      insert(
          List.of("long", "middle", "short").get(random.nextInt(3)),
          buffer.now.minus(random.nextInt(450), ChronoUnit.DAYS));
    }
  }

  private void insert(String tenant, Instant time) {
    boolean unused = buffer.insert(new Row(tenant, any(SUBJECTS), time));
  }

  private void operate() {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextInt(4) == 0) {
          String tenant = any(List.copyOf(buffer.retentions.keySet()));
          int days = tenant.equals("long") ? 350 + random.nextInt(150) : 1 + random.nextInt(90);
          buffer.retentions.put(tenant, days);
        }
      }
      case 1 -> placeHold();
      case 2, 3 -> {
        if (!buffer.holds.isEmpty()) {
          buffer.holds.remove(any(List.copyOf(buffer.holds.keySet())));
        }
      }
      case 4 -> makeByHand();
      case 5 -> floor = random.nextInt(3) == 0 ? OptionalInt.empty() : oneTo(600);
      case 6 -> grace = random.nextInt(4) * 86_400L;
      case 7 -> attachWhatWasLeftBehind();
      default -> {
        // Nothing happens today.
      }
    }
  }

  private OptionalInt oneTo(int days) {
    return OptionalInt.of(1 + random.nextInt(days));
  }

  private void placeHold() {
    String name = "hold-" + ++placed;
    Instant from = buffer.now.minus(random.nextInt(450 * 24), ChronoUnit.HOURS);
    buffer.holds.put(
        name,
        new HoldPlaced(
            name,
            "a dispute",
            random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(any(List.copyOf(buffer.retentions.keySet()))),
            random.nextBoolean() ? Optional.empty() : Optional.of(any(SUBJECTS)),
            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(from),
            random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(from.plus(random.nextInt(30 * 24), ChronoUnit.HOURS)),
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(buffer.now.plus(random.nextInt(40), ChronoUnit.DAYS))));
  }

  /** A month, or some days, that begin where nothing is yet. */
  private void makeByHand() {
    LocalDate first =
        LocalDate.ofInstant(buffer.now, ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1);
    LocalDate next =
        random.nextBoolean() ? first.plusMonths(1) : first.plusDays(1 + random.nextInt(20));
    Table table =
        new Table(
            "by_hand_" + first,
            first.atStartOfDay(ZoneOffset.UTC).toInstant(),
            next.atStartOfDay(ZoneOffset.UTC).toInstant());
    boolean free =
        buffer.tables.values().stream()
            .noneMatch(other -> other.from.isBefore(table.to) && table.from.isBefore(other.to));
    if (free) {
      buffer.tables.put(table.name, table);
    }
  }

  /** What a plan asks for when a table is detached and must stay. */
  private void attachWhatWasLeftBehind() {
    for (Table table : buffer.tables.values()) {
      if (!table.state.isAttached() && random.nextBoolean()) {
        table.state = PartitionState.ATTACHED;
        table.promised = Optional.empty();
        table.detachedAt = Optional.empty();
      }
    }
  }

  private void runTimer() {
    OptionalInt limit = random.nextInt(5) == 0 ? oneTo(4) : OptionalInt.empty();
    PlanSettings settings =
        new PlanSettings(
            Optional.of(Premake.DEFAULT),
            floor,
            SimulatedBuffer.seconds(grace),
            limit,
            Optional.empty(),
            false);
    RetentionPlan plan = Planner.plan(buffer.state(), settings);
    plan.kept().forEach(stays -> kept.merge(stays.because(), 1, Integer::sum));
    buffer.make(plan);
    RetentionModel model = new RetentionModel(buffer, floor.orElse(0));
    assertRight(plan, model.going(), limit);
    for (PlannedDrop drop : plan.drops()) {
      if (random.nextInt(25) == 0) {
        deaths++;
        PartitionState reached =
            any(List.of(PartitionState.INTENDED, PartitionState.DETACHING, PartitionState.LOOSE));
        assertThat(buffer.drop(drop, reached)).isEmpty();
        return;
      }
      buffer.drop(drop, PartitionState.DETACHED).ifPresent(lost -> account(lost, model));
    }
  }

  private void account(Table lost, RetentionModel model) {
    List<String> wrong = new ArrayList<>();
    for (Row row : lost.rows) {
      wrong.add(model.whyNotLost(row));
    }
    wrong.removeIf(String::isEmpty);
    assertThat(wrong).as("lost with " + lost).isEmpty();
    lostRows += lost.rows.size();
  }

  private void assertRight(RetentionPlan plan, Set<String> going, OptionalInt limit) {
    Set<String> planned = new TreeSet<>();
    plan.drops().forEach(drop -> planned.add(drop.name()));
    if (limit.isPresent()) {
      assertThat(going).as("at " + buffer.now).containsAll(planned);
      assertThat(planned).hasSize(Math.min(limit.getAsInt(), going.size()));
    } else {
      assertThat(planned).as("what goes at " + buffer.now).isEqualTo(going);
    }
    assertThat(plan.drops().size() + plan.kept().size() + plan.creations().size())
        .as("each partition is in the plan once")
        .isEqualTo(buffer.tables.size());
    assertThat(plan.troubles())
        .as("a gap is nothing that a run that makes partitions leaves, where nothing is in its way")
        .noneMatch(trouble -> trouble.kind() == PlanTrouble.Kind.GAP);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
