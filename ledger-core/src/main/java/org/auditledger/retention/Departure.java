package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionDetached;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.postgres.Explanation;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * One partition on its way out, from wherever an earlier run has left it. Each step is found again
 * in the journal or in the catalog. Before a step that cannot be taken back it is decided once more
 * whether it may go, under the journal's lock: a hold that was placed before counts.
 */
final class Departure {

  private final RetentionPlace place;
  private final PlanSettings settings;
  private final Optional<Archive> archive;
  private final Digest plan;
  private final PlannedDrop drop;
  private final BufferState state;
  private PartitionState at;

  /**
   * @param plan the hash of the plan that it is in
   * @param state the buffer beside which it is decided
   */
  Departure(
      RetentionPlace place,
      PlanSettings settings,
      Optional<Archive> archive,
      Digest plan,
      PlannedDrop drop,
      BufferState state) {
    this.place = place;
    this.settings = settings.only(drop.name());
    this.archive = archive;
    this.plan = plan;
    this.drop = drop;
    this.state = state;
    this.at = drop.state();
  }

  /** What came of it: it is gone, or it stays. */
  record Ended(Optional<DroppedPartition> dropped, Optional<Kept> stays, PartitionState at) {}

  Ended run() throws SQLException {
    try {
      return at == PartitionState.DETACHED ? remove(requireSame()) : leave();
    } catch (UnreadablePartitionException e) {
      StoredPartition partition = stored();
      return stays(Kept.of(partition, Kept.Because.UNREADABLE, List.of(e.explanation().why())));
    }
  }

  private Ended stays(Kept kept) {
    return new Ended(Optional.empty(), Optional.of(kept), at);
  }

  private StoredPartition stored() {
    return state.partitions().stream()
        .filter(partition -> partition.name().equals(drop.name()))
        .findFirst()
        .orElseThrow();
  }

  private Ended leave() throws SQLException {
    Optional<Kept> kept = intend(PartitionFound.read(place, drop.name()));
    if (kept.isPresent()) {
      return stays(kept.get());
    }
    place.say("detaching " + drop.name());
    new Detachment(place.connection(), place.patience(), place.progress()).run(drop.name());
    at = PartitionState.LOOSE;
    place.transaction("guarding " + drop.name(), tx -> PartitionMaker.guard(tx, drop.name()));
    PartitionFound found = PartitionFound.read(place, drop.name());
    // What came after the first reading and before it was detached is said before it goes.
    kept = intend(found);
    if (kept.isPresent()) {
      return stays(kept.get());
    }
    sayDetached();
    at = PartitionState.DETACHED;
    return remove(found);
  }

  private Optional<PartitionDrop> begun() {
    PartitionRecord record = place.journal().history().partitions().get(drop.name());
    return record == null ? Optional.empty() : record.intended();
  }

  /**
   * Says that it is to be dropped, and what it holds, unless that was said. Until it is detached
   * records can come, and then it is said again; they cannot go.
   */
  private Optional<Kept> intend(PartitionFound found) throws SQLException {
    Optional<PartitionDrop> begun = begun();
    if (begun.isPresent()) {
      PartitionContents before = begun.get().contents();
      boolean more = found.contents().rows() > before.rows();
      if (!found.contents().equals(before) && !more) {
        throw changed(before, found.contents());
      }
    }
    Optional<PartitionDrop.Archived> archived = archived(found.contents(), begun);
    if (begun.isPresent()
        && begun.get().contents().equals(found.contents())
        && begun.get().archive().equals(archived)) {
      return Optional.empty();
    }
    place.say("intending to drop " + drop.name());
    return place.transaction(
        "intending to drop " + drop.name(),
        transaction -> {
          RetentionPlan now = found.decide(transaction, state, settings, at, place.lockJournal());
          if (now.drops().isEmpty()) {
            transaction.rollback();
            return Optional.of(now.kept().get(0));
          }
          PlannedDrop decided = now.drops().get(0);
          PartitionDrop body = said(found.contents(), archived, plan, decided, decided.policy());
          place.recorder().record(transaction, Kind.PARTITION_DROP_INTENDED, body.toBody());
          return Optional.empty();
        });
  }

  private PartitionDrop said(
      PartitionContents contents,
      Optional<PartitionDrop.Archived> archived,
      Digest inPlan,
      PlannedDrop decided,
      DropPolicy policy) {
    return new PartitionDrop(
        drop.name(),
        drop.from(),
        drop.to(),
        contents,
        archived,
        PartitionDrop.WITNESSED,
        inPlan,
        policy,
        decided.holdsChecked());
  }

  /** The archive of what it holds now: that which a statement names, or a new one. */
  private Optional<PartitionDrop.Archived> archived(
      PartitionContents contents, Optional<PartitionDrop> begun) throws SQLException {
    Optional<PartitionDrop.Archived> named = begun.flatMap(PartitionDrop::archive);
    if (named.isPresent() && begun.get().contents().equals(contents)) {
      return named;
    }
    if (named.isPresent() && archive.isEmpty()) {
      throw new RetentionException(
          Trouble.POLICY,
          "partition " + drop.name() + " is not dropped: records came after it was archived",
          "the run that began with it has archived it to " + named.get().name(),
          "archive it again: run this with --archive-to");
    }
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    place.say("archiving " + drop.name());
    Instant now = StateReading.now(place.connection());
    Archived written =
        archive.get().write(place.session(), drop.name(), drop.from(), drop.to(), now);
    if (!written.contents().equals(contents)) {
      throw new RetentionException(
          Trouble.BUSY,
          "partition " + drop.name() + " is not dropped: records came while it was archived",
          "it held " + contents.rows() + " before, and then " + written.contents().rows(),
          "find out who sends records of that time, and run this again");
    }
    return Optional.of(written.named());
  }

  private void sayDetached() throws SQLException {
    place.say("recording that " + drop.name() + " is detached");
    JournalHead unused =
        place.transaction(
            "recording that " + drop.name() + " is detached",
            transaction -> {
              PartitionMaker.guard(transaction, drop.name());
              place.lockJournal();
              return place
                  .recorder()
                  .record(
                      transaction,
                      Kind.PARTITION_DETACHED,
                      new PartitionDetached(drop.name(), drop.from(), drop.to()).toBody());
            });
  }

  /** Whoever changes a detached table has to get past its guards, and that is no accident. */
  private PartitionFound requireSame() throws SQLException {
    PartitionFound found = PartitionFound.read(place, drop.name());
    PartitionContents before = begun().orElseThrow().contents();
    if (!found.contents().equals(before)) {
      throw changed(before, found.contents());
    }
    return found;
  }

  private Ended remove(PartitionFound found) throws SQLException {
    RetentionPlan now =
        place.transaction(
            "deciding about " + drop.name(),
            transaction -> found.decide(transaction, state, settings, at, place.lockJournal()));
    if (now.drops().isEmpty()) {
      return stays(now.kept().get(0));
    }
    PartitionDrop intended = begun().orElseThrow();
    Optional<PartitionDrop.Archived> archived = archived(found.contents(), Optional.of(intended));
    place.say("dropping " + drop.name());
    new PartitionRemoval(place.connection(), place.patience(), place.progress()).untie(drop.name());
    return place.transaction(
        "dropping " + drop.name(), transaction -> drop(transaction, found, intended, archived));
  }

  private Ended drop(
      Connection transaction,
      PartitionFound found,
      PartitionDrop intended,
      Optional<PartitionDrop.Archived> archived)
      throws SQLException {
    PartitionRemoval.drop(transaction, drop.name());
    RetentionPlan now = found.decide(transaction, state, settings, at, place.lockJournal());
    if (now.drops().isEmpty()) {
      transaction.rollback();
      return stays(now.kept().get(0));
    }
    PartitionDrop receipt =
        said(found.contents(), archived, intended.plan(), now.drops().get(0), intended.policy());
    JournalHead head =
        place.recorder().record(transaction, Kind.PARTITION_DROPPED, receipt.toBody());
    return new Ended(
        Optional.of(new DroppedPartition(receipt, head.position(), drop.bytes())),
        Optional.empty(),
        at);
  }

  /** Says so in the journal, once; and nothing goes any more before somebody has looked. */
  private HistoryBrokenException changed(PartitionContents before, PartitionContents found)
      throws SQLException {
    String object = "partition " + drop.name();
    String what = "does not hold any more what it held when it was to be dropped";
    boolean unused =
        place.transaction(
            "recording an incident",
            transaction -> {
              boolean isNew = !place.lockJournal().hasIncident(object, what);
              if (isNew) {
                place
                    .recorder()
                    .record(
                        transaction,
                        Kind.INCIDENT,
                        Incidents.changed(drop.name(), what, before, found));
              }
              return isNew;
            });
    return new HistoryBrokenException(
        new Explanation(
            object + " " + what,
            "it held "
                + before.rows()
                + " records with digest "
                + before.digest()
                + ", and now "
                + found.rows()
                + " with "
                + found.digest(),
            "nothing goes before somebody has looked: compare it with its archive or a backup;"
                + " the journal has an INCIDENT"));
  }
}
