package org.auditledger.bench;

import java.time.Instant;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.auditledger.testing.AncestorEntry;

/** What is appended: with about 300 bytes of text, and always the same at its place. */
final class BenchEntry {

  private BenchEntry() {}

  private static AncestorEntry entry(long number) {
    return new AncestorEntry(number, AncestorEntry.ZEROS, Instant.EPOCH);
  }

  static EntryDraft draft(long number) {
    AncestorEntry entry = entry(number);
    return EntryDraft.of(
            Verdict.valueOf(entry.verdict()),
            entry.telemetryId(),
            entry.telemetryHash(),
            entry.modelVersion())
        .by(entry.ruleId(), entry.knowledgeGraphVersion())
        .because(entry.reasoning(), entry.track());
  }

  /** The same with an envelope, and a transcript of about 2 KB that is yet to be signed. */
  static EntryDraft signedDraft(long number) {
    AncestorEntry entry = entry(number);
    String envelope =
        """
        {"verdict":"%s","reasoning":"%s","telemetry_id":"%s","confidence":0.%d}\
        """
            .formatted(entry.verdict(), entry.reasoning(), entry.telemetryId(), 100 + number % 900);
    String transcript =
        """
        {"request_canonical":"%s","response_canonical":{"text":"%s","tokens":%d},\
        "model":"%s"}\
        """
            .formatted(
                ("question " + number + " ").repeat(60),
                ("answer " + number + " ").repeat(75),
                number % 2000,
                entry.modelVersion());
    return draft(number).with(Evaluation.of(envelope, transcript));
  }

  /** The unsigned one as a line of JSON; nothing in it needs escaping. */
  static String line(long number) {
    AncestorEntry entry = entry(number);
    return """
    {"verdict": "%s", "telemetry_id": "%s", "telemetry_hash": "%s", "rule_id": "%s", \
    "knowledge_graph_version": "%s", "ski_model_version": "%s", "reasoning": "%s", \
    "track": "%s"}\
    """
        .formatted(
            entry.verdict(),
            entry.telemetryId(),
            entry.telemetryHash(),
            entry.ruleId(),
            entry.knowledgeGraphVersion(),
            entry.modelVersion(),
            entry.reasoning(),
            entry.track());
  }
}
