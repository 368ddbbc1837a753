package org.auditledger.retention;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalHead;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;

/**
 * Retention of a ledger's telemetry buffer: what would go and what would be made, doing that, and
 * what keeps records from going.
 *
 * <p>What can be in the way of each: {@link RetentionException}; {@link
 * org.auditledger.control.HistoryBrokenException} when the journal or the buffer is not what was
 * signed; {@link org.auditledger.control.SignerRefusedException} when the journal does not take the
 * key; {@link org.auditledger.postgres.DatabaseException}.
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
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * How retention stands. Changes nothing.
   *
   * @param trusted whose statements decide; where that is nobody, whoever has written them
   */
  public RetentionStatus status(TrustedKeys trusted, PlanSettings settings) {
    throw new UnsupportedOperationException("not written yet");
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
    throw new UnsupportedOperationException("not written yet");
  }

  /** Makes the partitions that these settings ask for, and drops nothing. */
  public RetentionOutcome createPartitions(RetentionSigning signing, Premake premake) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Drops one partition, if it may go.
   *
   * @throws RetentionException with what keeps it, if it may not
   */
  public RetentionOutcome dropPartition(
      RetentionSigning signing, String name, PlanSettings settings, Optional<Path> archiveTo) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Places a hold: from here on nothing goes that it covers. It waits for no run, and a run looks
   * again before each step that cannot be taken back.
   *
   * @return where in the journal it is
   */
  public JournalHead hold(RetentionSigning signing, HoldPlaced hold) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Releases a hold. */
  public JournalHead release(RetentionSigning signing, HoldReleased release) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Sets for how long a tenant's records are kept.
   *
   * @return what it was before, as the journal has it
   */
  public OptionalLong setRetention(RetentionSigning signing, String tenant, int days) {
    throw new UnsupportedOperationException("not written yet");
  }
}
