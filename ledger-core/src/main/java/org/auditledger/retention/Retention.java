package org.auditledger.retention;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.control.HoldRefusedException;
import org.auditledger.control.HoldTable;
import org.auditledger.entry.Digest;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalHead;
import org.auditledger.postgres.Server;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.signature.TrustedKeys;

/**
 * Retention of a ledger's telemetry buffer: what would go and what would be made, doing that, and
 * what keeps records from going.
 *
 * <p>What can be in the way of each: {@link RetentionException}; {@link
 * org.auditledger.control.HistoryBrokenException} when the journal or the buffer is not what was
 * signed; {@link org.auditledger.control.SignerRefusedException} when the journal does not take the
 * key; {@link org.auditledger.backup.BackupException} when an archive cannot be written; {@link
 * org.auditledger.postgres.DatabaseException}.
 */
public final class Retention {

  private final Server server;
  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * @param patience how long whoever has what is needed is waited for, for each thing needed
   * @param progress is told what is done, and who is waited for
   */
  public Retention(Server server, Duration patience, Consumer<String> progress) {
    this.server = server;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * What a run would do now. Changes nothing.
   *
   * @param trusted whose statements decide; where that is nobody, whoever has written them
   */
  public RetentionPlan plan(TrustedKeys trusted, PlanSettings settings) {
    return new RetentionView(server, trusted).plan(settings);
  }

  /**
   * How retention stands. Changes nothing.
   *
   * @param trusted whose statements decide; where that is nobody, whoever has written them
   */
  public RetentionStatus status(TrustedKeys trusted, PlanSettings settings) {
    return new RetentionView(server, trusted).status(settings);
  }

  /**
   * Does what a plan says, after putting down what others have done since the last run. Where it
   * ends, however that is, the next run goes on.
   *
   * @param archiveTo the directory that what goes is archived to; there if and only if the settings
   *     say that it is archived
   * @param plan the hash of the plan to be done, and of no other; absent to do what there is to do
   */
  public RetentionOutcome apply(
      RetentionSigning signing,
      PlanSettings settings,
      Optional<Path> archiveTo,
      Optional<Digest> plan) {
    if (archiveTo.isPresent() != settings.archive()) {
      throw new IllegalArgumentException("an archive is written to a directory, and nowhere else");
    }
    return run(signing)
        .run(settings, archiveTo, plan.map(RetentionRun::only).orElse(whole -> whole));
  }

  /** Makes the partitions that this asks for, and drops nothing. */
  public RetentionOutcome createPartitions(RetentionSigning signing, Premake premake) {
    PlanSettings none = PlanSettings.DEFAULT;
    PlanSettings settings =
        new PlanSettings(
            Optional.of(premake),
            none.floorDays(),
            none.graceSeconds(),
            none.maxPartitions(),
            none.only(),
            none.archive());
    return run(signing).run(settings, Optional.empty(), RetentionPlan::withoutDrops);
  }

  /**
   * Makes one partition, whenever it is.
   *
   * @throws RetentionException when another one is there already
   */
  public RetentionOutcome createPartition(RetentionSigning signing, PlannedPartition partition) {
    return run(signing).make(partition);
  }

  /**
   * Drops one partition, if it may go.
   *
   * @throws RetentionException with what keeps it, if it may not
   */
  public RetentionOutcome dropPartition(
      RetentionSigning signing, String name, PlanSettings settings, Optional<Path> archiveTo) {
    if (archiveTo.isPresent() != settings.archive()) {
      throw new IllegalArgumentException("an archive is written to a directory, and nowhere else");
    }
    return run(signing)
        .run(
            settings.only(name),
            archiveTo,
            plan -> {
              if (plan.drops().isEmpty()) {
                throw keeps(name, plan);
              }
              return plan;
            });
  }

  private static RetentionException keeps(String name, RetentionPlan plan) {
    Optional<Kept> kept = plan.kept().stream().findFirst();
    return kept.isEmpty()
        ? new RetentionException(
            Trouble.NAME,
            "there is no partition " + name,
            "the buffer has none of this name",
            "audit-ledger partitions list names them")
        : new RetentionException(
            Trouble.POLICY,
            "partition " + name + " is not dropped",
            kept.get().sentence(),
            "audit-ledger retention plan says what may go, and when");
  }

  /**
   * Places a hold: from here on nothing goes that it covers. It waits for no run, and a run looks
   * again before each step that cannot be taken back.
   *
   * @return where in the journal it is
   */
  public JournalHead hold(RetentionSigning signing, HoldPlaced hold) {
    return written(signing, "placing a hold", (place, tx) -> HoldTable.place(place, tx, hold));
  }

  /** Releases a hold. */
  public JournalHead release(RetentionSigning signing, HoldReleased release) {
    return written(
        signing, "releasing a hold", (place, tx) -> HoldTable.release(place, tx, release));
  }

  /**
   * Sets for how long a tenant's records are kept. A shorter retention takes effect at the next
   * run, a longer one at once.
   */
  public SetRetention setRetention(RetentionSigning signing, String tenant, int days) {
    return written(
        signing,
        "setting a retention",
        (recorder, transaction) -> TenantRetention.set(recorder, transaction, tenant, days));
  }

  private RetentionRun run(RetentionSigning signing) {
    return new RetentionRun(server, signing, patience, progress);
  }

  private <T> T written(RetentionSigning signing, String what, RuleWriting.Work<T> work) {
    try {
      return new RuleWriting(server, signing, patience).run(what, work);
    } catch (HoldRefusedException e) {
      throw new RetentionException(Trouble.NAME, e.explanation(), e);
    } catch (SQLException e) {
      throw RetentionPlace.trouble(e);
    }
  }
}
