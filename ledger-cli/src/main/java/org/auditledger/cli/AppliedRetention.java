package org.auditledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionDrop.Archived;
import org.auditledger.retention.DroppedPartition;
import org.auditledger.retention.RetentionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a retention run has done.
 *
 * @param plan the hash of what it set out to do
 * @param observed what others had done since the run before, and is in the journal now
 * @param incidents what nobody can account for, and is in the journal now
 * @param freedBytes what the disk has back
 */
record AppliedRetention(
    String format,
    String ledger,
    String plan,
    List<String> observed,
    List<String> incidents,
    List<PlannedRetention.New> created,
    List<Gone> dropped,
    List<PartitionRow> waiting,
    List<RetentionTrouble> troubles,
    long freedBytes,
    long milliseconds)
    implements Answer {

  /** A partition that was dropped, and its receipt. */
  record Gone(
      String partition,
      String from,
      String to,
      long rows,
      long bytes,
      String digest,
      @Nullable String archive,
      @Nullable String archiveSha256,
      long statement) {

    static Gone of(DroppedPartition gone) {
      PartitionDrop receipt = gone.receipt();
      return new Gone(
          receipt.partition(),
          JournalTime.text(receipt.from()),
          JournalTime.text(receipt.to()),
          receipt.contents().rows(),
          gone.bytes(),
          receipt.contents().digest().hex(),
          receipt.archive().map(Archived::name).orElse(null),
          receipt.archive().map(file -> file.sha256().hex()).orElse(null),
          gone.position());
    }

    List<String> cells() {
      return List.of(
          partition,
          String.format(Locale.ROOT, "%,d", rows),
          Counted.bytes(bytes),
          digest.substring(0, 16),
          String.valueOf(statement),
          archive == null ? "-" : archive);
    }
  }

  AppliedRetention {
    observed = List.copyOf(observed);
    incidents = List.copyOf(incidents);
    created = List.copyOf(created);
    dropped = List.copyOf(dropped);
    waiting = List.copyOf(waiting);
    troubles = List.copyOf(troubles);
  }

  static AppliedRetention of(RetentionOutcome outcome, Instant begun, Instant ended) {
    return new AppliedRetention(
        "audit-ledger/applied-retention/1",
        outcome.plan().ledger().value(),
        outcome.plan().hash().hex(),
        outcome.observed(),
        outcome.incidents(),
        outcome.made().stream().map(PlannedRetention.New::of).toList(),
        outcome.dropped().stream().map(Gone::of).toList(),
        outcome.waiting().stream().map(PartitionRow::of).toList(),
        outcome.plan().troubles().stream().map(RetentionTrouble::of).toList(),
        outcome.bytesFreed(),
        Duration.between(begun, ended).toMillis());
  }

  /** What the journal now has as an incident is no run that went well. */
  static void requireNoIncident(RetentionOutcome outcome) {
    if (!outcome.incidents().isEmpty()) {
      throw new CommandFailed(
          new Failure(
              ExitCode.HISTORY_BROKEN,
              "the buffer is not what the journal says: " + outcome.incidents().get(0),
              Counted.of(outcome.incidents().size(), "incident") + " recorded in the journal",
              "find out who did it; see what else is wrong with: audit-ledger verify"));
    }
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT,
                "%s: made %s, and dropped %d (%s) in %.1f s",
                ledger,
                Counted.of(created.size(), "partition"),
                dropped.size(),
                Counted.bytes(freedBytes),
                milliseconds / 1000.0));
    page.facts("incident", incidents).facts("observed", observed);
    page.facts("trouble", troubles.stream().map(RetentionTrouble::sentence).toList());
    table(
        page,
        List.of("made", "from", "to"),
        created.stream().map(PlannedRetention.New::cells).toList());
    table(
        page,
        List.of("dropped", "rows", "size", "digest", "receipt", "archive"),
        dropped.stream().map(Gone::cells).toList());
    List<List<String>> left = new ArrayList<>();
    waiting.forEach(row -> left.add(List.of(row.partition(), row.why())));
    table(page, List.of("waits", "why"), left);
    return page.toString();
  }

  private static void table(Page page, List<String> headings, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      page.gap().table(headings, rows);
    }
  }
}
