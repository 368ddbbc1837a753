package org.auditledger.append;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.append.EntryColumn.Era;
import org.auditledger.entry.Appended;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that share a transaction, until each of them is answered. The commit point is in
 * {@link #write}; from there to the server's answer the batch is in doubt, and what the table holds
 * decides.
 */
final class Batch {

  private final List<Submission> submissions;

  // Of the last attempt.
  private @Nullable LedgerEnd end;
  private List<List<Appended>> answers = List.of();
  private List<LinkedEntry> linked = List.of();
  private boolean inDoubt;

  Batch(List<Submission> submissions) {
    this.submissions = new ArrayList<>(submissions);
  }

  /** Thrown while entries are linked: one submission is not taken, and the others may be. */
  static final class RefusedSubmissionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Submission submission;
    private final AppendException reason;

    RefusedSubmissionException(Submission submission, AppendException reason) {
      super(reason);
      this.submission = submission;
      this.reason = reason;
    }
  }

  /**
   * Writes and answers all of it in one transaction; or finds that an earlier attempt had.
   *
   * @throws DatabaseException when the server does not, or cannot say
   */
  void write(AppendSession session) throws RefusedSubmissionException {
    try {
      if (inDoubt && happened(session)) {
        answer();
        return;
      }
      inDoubt = false;
      if (!session.linking().columns().has(Era.EVALUATIONS) && needsEvaluations()) {
        session.lookAgain();
      }
      link(session);
      if (linked.isEmpty()) {
        session.rollback();
      } else {
        session.copy();
        commit(session);
      }
      answer();
    } catch (SQLException e) {
      throw DatabaseException.of("appending entries", e);
    }
  }

  private void link(AppendSession session) throws SQLException, RefusedSubmissionException {
    List<PreparedEntry> entries = entries();
    LedgerEnd last = session.begin(entries.size());
    end = last;
    KnownEntries known = session.known(entries);
    Linking linking = session.linking();
    linking.begin(last);
    answers = new ArrayList<>();
    int place = 0;
    for (Submission submission : submissions) {
      List<Appended> answer = new ArrayList<>();
      for (PreparedEntry entry : submission.entries()) {
        try {
          requireFits(entry, linking.columns());
          Optional<Appended> before = known.find(entry);
          Appended appended =
              before.isPresent() ? before.get() : linking.add(entry, session.id(place));
          known.add(entry, appended);
          answer.add(appended);
        } catch (AppendException e) {
          throw new RefusedSubmissionException(submission, e);
        }
        place++;
      }
      answers.add(answer);
    }
    linked = linking.linked();
  }

  private static void requireFits(PreparedEntry entry, EntryColumns columns) {
    Optional<String> outside =
        columns.has(Era.EVALUATIONS) ? Optional.empty() : entry.outsideFirstEra();
    if (outside.isPresent()) {
      throw new AppendException(
          Trouble.REFUSED,
          "nothing was appended: this ledger's table is older than the entry",
          outside.get() + ", and for that the table needs the columns of version 3",
          "upgrade the ledger: audit-ledger migrate upgrade");
    }
  }

  private void commit(AppendSession session) throws SQLException {
    inDoubt = true;
    try {
      session.commit();
    } catch (SQLException e) {
      // Whoever still talks to us has said what became of it: it was rolled back.
      DatabaseException meant = DatabaseException.of("committing entries", e);
      inDoubt = meant instanceof DatabaseUnreachableException;
      throw meant;
    }
    inDoubt = false;
  }

  private boolean happened(AppendSession session) throws SQLException {
    List<LinkedEntry> found =
        session.appended(linked.get(0).sequence(), linked.get(linked.size() - 1).sequence());
    if (found.equals(linked)) {
      return true;
    }
    if (found.stream().anyMatch(linked::contains)) {
      throw new AppendException(
          Trouble.ENTRIES,
          "of entries %d to %d, which were appended together, only some are there"
              .formatted(linked.get(0).sequence(), linked.get(linked.size() - 1).sequence()),
          "a transaction is whole or not at all: somebody has changed the table since",
          "compare the ledger with a backup; do not append");
    }
    return false;
  }

  private void answer() {
    inDoubt = false;
    for (int i = 0; i < submissions.size(); i++) {
      submissions.get(i).succeed(answers.get(i));
    }
  }

  private boolean needsEvaluations() {
    return entries().stream().anyMatch(entry -> entry.outsideFirstEra().isPresent());
  }

  private List<PreparedEntry> entries() {
    return submissions.stream().flatMap(submission -> submission.entries().stream()).toList();
  }

  /** Whether nobody knows what became of the last attempt. */
  boolean isInDoubt() {
    return inDoubt;
  }

  /** Where the ledger ended when it was last tried to go on from there. */
  @Nullable LedgerEnd end() {
    return end;
  }

  boolean isEmpty() {
    return submissions.isEmpty();
  }

  /** The same submissions, each in a batch of its own. */
  List<Batch> alone() {
    return submissions.stream().map(submission -> new Batch(List.of(submission))).toList();
  }

  /** Answers the one that was refused, and goes on without it. */
  void drop(RefusedSubmissionException refused) {
    submissions.remove(Objects.requireNonNull(refused.submission));
    refused.submission.fail(refused.reason);
  }

  /** Answers everybody. */
  void fail(AppendException reason) {
    submissions.forEach(submission -> submission.fail(reason));
  }
}
