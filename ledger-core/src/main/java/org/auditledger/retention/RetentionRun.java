package org.auditledger.retention;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.control.PartitionTable;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.postgres.Server;
import org.auditledger.retention.RetentionException.Trouble;

/** One run: what others did is put down, then partitions are made, then others go. */
final class RetentionRun {

  private final Server server;
  private final RetentionSigning signing;
  private final Duration patience;
  private final Consumer<String> progress;
  private final List<PlannedPartition> made = new ArrayList<>();
  private final List<DroppedPartition> dropped = new ArrayList<>();
  private final List<Kept> waiting = new ArrayList<>();

  RetentionRun(
      Server server, RetentionSigning signing, Duration patience, Consumer<String> progress) {
    this.server = server;
    this.signing = signing;
    this.patience = patience;
    this.progress = progress;
  }

  /** What of a plan is to be done; it may refuse. */
  @FunctionalInterface
  interface Choice {
    RetentionPlan of(RetentionPlan plan);
  }

  RetentionOutcome run(PlanSettings settings, Optional<Path> archiveTo, Choice choice) {
    try (RetentionPlace place = RetentionPlace.open(server, signing, patience, progress)) {
      Observation observation = new Observation(place);
      observation.run();
      RetentionPlan plan =
          choice.of(
              place.transaction(
                  "planning",
                  transaction ->
                      Planning.plan(
                          transaction, place.ledger(), place.journal().history(), settings)));
      for (PlannedPartition partition : plan.creations()) {
        make(place, partition);
      }
      drop(place, settings, archiveTo, plan);
      return new RetentionOutcome(
          plan, observation.observed(), observation.incidents(), made, dropped, waiting);
    } catch (SQLException e) {
      throw RetentionPlace.trouble(e);
    }
  }

  /** Makes this partition, if no other is where it is to be. */
  RetentionOutcome make(PlannedPartition partition) {
    PlanSettings settings = PlanSettings.DEFAULT.only(partition.name());
    return run(settings, Optional.empty(), plan -> plan.withoutDrops().with(partition));
  }

  /** Refuses every other plan than the one of this hash. */
  static Choice only(Digest hash) {
    return plan -> {
      if (!plan.hash().equals(hash)) {
        throw new RetentionException(
            Trouble.POLICY,
            "the plan " + hash + " is not done: what is to be done is another one now",
            "it is " + plan.hash() + ", of " + sentence(plan),
            "look at it, and apply it if it is right: audit-ledger retention plan");
      }
      return plan;
    };
  }

  private static String sentence(RetentionPlan plan) {
    return plan.creations().size() + " partitions to make and " + plan.drops().size() + " to drop";
  }

  private void make(RetentionPlace place, PlannedPartition partition) throws SQLException {
    place.say("making " + partition.name());
    List<JournalHead> unused =
        place.transaction(
            "making " + partition.name(),
            transaction -> {
              PartitionMaker.make(transaction, partition.name(), partition.from(), partition.to());
              place.lockJournal();
              return PartitionTable.record(
                  place.recorder(),
                  transaction,
                  List.of(
                      new PartitionCreated(
                          partition.name(), partition.from(), partition.to(), false)));
            });
    made.add(partition);
  }

  private void drop(
      RetentionPlace place, PlanSettings settings, Optional<Path> archiveTo, RetentionPlan plan)
      throws SQLException {
    if (plan.drops().isEmpty()) {
      return;
    }
    Optional<Archive> archive =
        archiveTo.map(
            directory -> new Archive(place.ledger(), directory, Optional.of(signing.signer())));
    BufferState state =
        place.transaction(
            "reading the buffer",
            transaction ->
                StateReading.read(transaction, place.ledger(), place.journal().history()));
    for (PlannedDrop drop : plan.drops()) {
      Departure departure = new Departure(place, settings, archive, plan.hash(), drop, state);
      Departure.Ended ended = departure.run();
      ended.dropped().ifPresent(dropped::add);
      ended.stays().ifPresent(waiting::add);
      state = after(state, drop.name(), ended);
    }
  }

  /** What is half detached stands in the way of all others until it is not any more. */
  private static BufferState after(BufferState state, String name, Departure.Ended ended) {
    List<StoredPartition> partitions = new ArrayList<>();
    for (StoredPartition partition : state.partitions()) {
      if (!partition.name().equals(name)) {
        partitions.add(partition);
      } else if (ended.stays().isPresent()) {
        partitions.add(partition.at(ended.at()));
      }
    }
    return state.withPartitions(partitions);
  }
}
