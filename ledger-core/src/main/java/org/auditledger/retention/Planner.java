package org.auditledger.retention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.retention.Kept.Because;
import org.auditledger.retention.PlanTrouble.Kind;

/**
 * Decides what a run makes and drops. It asks nobody: the same state and the same settings give the
 * same plan.
 */
final class Planner {

  /** What was begun comes first, as it stands in the way of the rest; then the oldest. */
  private static final Comparator<StoredPartition> ORDER =
      Comparator.comparing(
              (StoredPartition partition) -> partition.state() == PartitionState.ATTACHED)
          .thenComparing(partition -> partition.to().orElseThrow())
          .thenComparing(StoredPartition::name);

  private final BufferState state;
  private final PlanSettings settings;
  private final Premaking premaking;
  private final KeepRules rules;
  private final List<StoredPartition> going = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  private Planner(BufferState state, PlanSettings settings) {
    this.state = state;
    this.settings = settings;
    this.premaking = Premaking.of(state, settings);
    this.rules = new KeepRules(state, settings, premaking.made());
  }

  /** The plan for a buffer in this state. */
  public static RetentionPlan plan(BufferState state, PlanSettings settings) {
    return new Planner(state, settings).plan();
  }

  private RetentionPlan plan() {
    for (StoredPartition partition : state.partitions()) {
      if (settings.only().map(partition.name()::equals).orElse(true)) {
        rules.keeps(partition).ifPresentOrElse(kept::add, () -> going.add(partition));
      }
    }
    going.sort(ORDER);
    List<String> blockers = blockers();
    List<PlannedDrop> drops = new ArrayList<>();
    for (StoredPartition partition : going) {
      if (drops.size() >= settings.maxPartitions().orElse(Integer.MAX_VALUE)) {
        kept.add(Kept.of(partition, Because.LIMIT, List.of()));
      } else if (partition.state().isAttached() && !blockers.isEmpty()) {
        kept.add(Kept.of(partition, Because.BLOCKED, blockers));
      } else {
        drops.add(rules.drop(partition));
      }
    }
    kept.sort(Comparator.comparing(stays -> stays.partition().name()));
    return new RetentionPlan(
        state.ledger(),
        state.now(),
        settings.archive(),
        premaking.made(),
        drops,
        kept,
        troubles(),
        expiredHolds());
  }

  /**
   * What does not let PostgreSQL detach anything concurrently: a default partition, or another one
   * that is half detached, unless this run ends that first.
   */
  private List<String> blockers() {
    List<String> blockers = new ArrayList<>();
    for (StoredPartition partition : state.partitions()) {
      if (partition.kind() == StoredPartition.Kind.DEFAULT
          || (partition.state() == PartitionState.DETACHING && !going.contains(partition))) {
        blockers.add(partition.name());
      }
    }
    return blockers;
  }

  private List<PlanTrouble> troubles() {
    List<PlanTrouble> troubles = new ArrayList<>(premaking.troubles());
    for (Kept stays : kept) {
      trouble(stays).ifPresent(troubles::add);
    }
    if (settings.only().isEmpty()) {
      for (String name : state.missing()) {
        troubles.add(
            new PlanTrouble(
                Kind.MISSING,
                name,
                name
                    + " is in the journal and not in the database: the next run says how it went"));
      }
    }
    return troubles;
  }

  private static Optional<PlanTrouble> trouble(Kept stays) {
    String name = stays.partition().name();
    if (stays.because() == Because.DEFAULT) {
      return trouble(
          Kind.BLOCKED,
          name,
          " takes what no other partition does: beside it nothing can be detached, so nothing"
              + " goes");
    }
    if (stays.because() == Because.LIMIT || stays.because() == Because.GRACE) {
      return Optional.empty();
    }
    return switch (stays.partition().state()) {
      case ATTACHED, INTENDED -> Optional.empty();
      case DETACHING ->
          trouble(
              Kind.BLOCKED,
              name,
              " is half detached and must stay ("
                  + stays.sentence()
                  + "), and nothing else can be detached: as the owner, ALTER TABLE"
                  + " public.telemetry_buffer DETACH PARTITION ... FINALIZE, and attach it again");
      case LOOSE, DETACHED ->
          trouble(
              Kind.LEFT_BEHIND,
              name,
              " is detached and must stay ("
                  + stays.sentence()
                  + "): attach it again, or its records are in no window");
    };
  }

  private static Optional<PlanTrouble> trouble(Kind kind, String name, String sentence) {
    return Optional.of(new PlanTrouble(kind, name, name + sentence));
  }

  private List<String> expiredHolds() {
    return state.holds().stream()
        .map(Hold::placed)
        .filter(hold -> hold.hasExpired(state.now()))
        .map(HoldPlaced::hold)
        .toList();
  }
}
