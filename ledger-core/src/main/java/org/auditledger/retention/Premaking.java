package org.auditledger.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.auditledger.retention.PlanTrouble.Kind;
import org.auditledger.retention.Premake.Period;

/**
 * Finds the partitions that are to be made. What is there is respected, whatever its name and its
 * bounds: a stretch of time that others cover is left to them. One that they cover in part cannot
 * be made; of a month the days that are left still can.
 */
final class Premaking {

  /** A stretch of time, the end excluded. */
  private record Stretch(Instant from, Instant to) {
    boolean meets(Stretch other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }
  }

  private final BufferState state;
  private final LocalDate today;
  private final List<PlannedPartition> made = new ArrayList<>();
  private final List<PlanTrouble> troubles = new ArrayList<>();

  private Premaking(BufferState state) {
    this.state = state;
    this.today = LocalDate.ofInstant(state.now(), ZoneOffset.UTC);
  }

  /** What these settings ask for, and what of it there is not. */
  static Premaking of(BufferState state, PlanSettings settings) {
    Premaking premaking = new Premaking(state);
    if (settings.only().isPresent()) {
      return premaking;
    }
    settings.premake().ifPresent(premaking::makeAll);
    Premake watched = settings.premake().orElse(Premake.DEFAULT);
    premaking.nameGaps(start(premaking.first(watched, watched.ahead() + 1)));
    return premaking;
  }

  List<PlannedPartition> made() {
    return made;
  }

  List<PlanTrouble> troubles() {
    return troubles;
  }

  private void makeAll(Premake premake) {
    for (int ahead = 0; ahead <= premake.ahead(); ahead++) {
      make(premake.period(), first(premake, ahead));
    }
  }

  private LocalDate first(Premake premake, int ahead) {
    return premake.period() == Period.DAILY
        ? today.plusDays(ahead)
        : today.withDayOfMonth(1).plusMonths(ahead);
  }

  private void make(Period period, LocalDate first) {
    LocalDate next = period == Period.DAILY ? first.plusDays(1) : first.plusMonths(1);
    Stretch wanted = new Stretch(start(first), start(next));
    List<StoredPartition> met =
        state.partitions().stream()
            .filter(Premaking::takesPlace)
            .filter(partition -> stretch(partition).meets(wanted))
            .toList();
    if (met.isEmpty()) {
      make(name(period, first), wanted);
    } else if (gaps(wanted).isEmpty()) {
      // Others cover it.
      return;
    } else if (period == Period.MONTHLY) {
      LocalDate day = first.isBefore(today) ? today : first;
      for (; day.isBefore(next); day = day.plusDays(1)) {
        make(Period.DAILY, day);
      }
    } else {
      String name = name(period, first);
      troubles.add(
          new PlanTrouble(
              Kind.OVERLAP,
              name,
              name + " is not made, as it would meet " + described(met.get(0))));
    }
  }

  private void make(String name, Stretch wanted) {
    if (state.names().contains(name)) {
      troubles.add(
          new PlanTrouble(
              Kind.NAME_TAKEN,
              name,
              name + " is not made, as another table has its name: rename that one"));
      return;
    }
    made.add(new PlannedPartition(name, wanted.from(), wanted.to()));
  }

  private void nameGaps(Instant horizon) {
    for (Stretch gap : gaps(new Stretch(state.now(), horizon))) {
      troubles.add(
          new PlanTrouble(
              Kind.GAP,
              name(Period.DAILY, LocalDate.ofInstant(gap.from(), ZoneOffset.UTC)),
              "records from "
                  + gap.from()
                  + " to "
                  + gap.to()
                  + " have no partition and are refused: audit-ledger partitions create"));
    }
  }

  /** What of this stretch no partition takes records of. */
  private List<Stretch> gaps(Stretch whole) {
    List<Stretch> covering = new ArrayList<>();
    state.partitions().stream()
        .filter(partition -> partition.state().isAttached() && takesPlace(partition))
        .forEach(partition -> covering.add(stretch(partition)));
    made.forEach(partition -> covering.add(new Stretch(partition.from(), partition.to())));
    covering.removeIf(stretch -> !stretch.meets(whole));
    covering.sort(Comparator.comparing(Stretch::from));
    List<Stretch> gaps = new ArrayList<>();
    Instant covered = whole.from();
    for (Stretch next : covering) {
      if (next.from().isAfter(covered)) {
        gaps.add(new Stretch(covered, next.from()));
      }
      covered = next.to().isAfter(covered) ? next.to() : covered;
    }
    if (covered.isBefore(whole.to())) {
      gaps.add(new Stretch(covered, whole.to()));
    }
    return gaps;
  }

  /** Whether no other partition can be where it is: one that is half detached is in the way too. */
  private static boolean takesPlace(StoredPartition partition) {
    return partition.kind() != StoredPartition.Kind.DEFAULT
        && (partition.state().isAttached() || partition.state() == PartitionState.DETACHING);
  }

  private static Stretch stretch(StoredPartition partition) {
    return new Stretch(partition.from().orElse(Instant.MIN), partition.to().orElse(Instant.MAX));
  }

  private static String described(StoredPartition partition) {
    return partition.name()
        + " (from "
        + partition.from().map(Instant::toString).orElse("ever")
        + " to "
        + partition.to().map(Instant::toString).orElse("ever")
        + ")";
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static String name(Period period, LocalDate first) {
    String month =
        String.format(
            Locale.ROOT, "telemetry_buffer_%04d_%02d", first.getYear(), first.getMonthValue());
    return period == Period.MONTHLY
        ? month
        : month + String.format(Locale.ROOT, "_%02d", first.getDayOfMonth());
  }
}
