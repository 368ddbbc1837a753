package org.auditledger.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants written down. Where it stands in the chain, when that was and what it hashes
 * to are the writer's to say. With an {@link Evaluation} it is an entry as version 3 has them,
 * without one it is as they always were.
 *
 * @param telemetryId what was judged
 * @param telemetryHash SHA-256 of what was judged, as 64 hexadecimal digits
 * @param skiModelVersion which model judged
 * @param ruleId by which rule
 * @param knowledgeGraphVersion of which knowledge
 * @param reasoning why; it may be empty
 * @param track by which evaluator
 * @param escalationStatus what became of it, where somebody has to look
 * @param escalationNotes more about that
 * @param evaluation what came out of a model, as evidence
 * @param idempotent whether the writer is to add nothing where an entry with this telemetry id and
 *     hash is there already
 */
public record EntryDraft(
    Verdict verdict,
    String telemetryId,
    String telemetryHash,
    String skiModelVersion,
    @Nullable String ruleId,
    @Nullable String knowledgeGraphVersion,
    @Nullable String reasoning,
    @Nullable String track,
    @Nullable String escalationStatus,
    @Nullable String escalationNotes,
    Optional<Evaluation> evaluation,
    boolean idempotent) {

  public EntryDraft {
    EntryText.require("telemetry_id", telemetryId, false);
    EntryText.requireDigest("telemetry_hash", "", telemetryHash);
    EntryText.require("ski_model_version", skiModelVersion, false);
    EntryText.optional("rule_id", ruleId, true);
    EntryText.optional("knowledge_graph_version", knowledgeGraphVersion, true);
    EntryText.optional("reasoning", reasoning, true);
    EntryText.optional("track", track, false);
    EntryText.optional("escalation_status", escalationStatus, true);
    EntryText.optional("escalation_notes", escalationNotes, true);
  }

  /** A draft with what every entry has. */
  public static EntryDraft of(
      Verdict verdict, String telemetryId, String telemetryHash, String skiModelVersion) {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        null,
        null,
        null,
        null,
        null,
        null,
        Optional.empty(),
        false);
  }

  /** The same, judged by this rule of this version of what is known. */
  public EntryDraft by(@Nullable String rule, @Nullable String knowledgeVersion) {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        rule,
        knowledgeVersion,
        reasoning,
        track,
        escalationStatus,
        escalationNotes,
        evaluation,
        idempotent);
  }

  /** The same for this reason, by this evaluator. */
  public EntryDraft because(@Nullable String reason, @Nullable String evaluator) {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        ruleId,
        knowledgeGraphVersion,
        reason,
        evaluator,
        escalationStatus,
        escalationNotes,
        evaluation,
        idempotent);
  }

  /** The same, escalated so. */
  public EntryDraft escalated(@Nullable String status, @Nullable String notes) {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        ruleId,
        knowledgeGraphVersion,
        reasoning,
        track,
        status,
        notes,
        evaluation,
        idempotent);
  }

  /** The same with this evidence. */
  public EntryDraft with(Evaluation evidence) {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        ruleId,
        knowledgeGraphVersion,
        reasoning,
        track,
        escalationStatus,
        escalationNotes,
        Optional.of(evidence),
        idempotent);
  }

  /** The same, to be written once however often it is given. */
  public EntryDraft once() {
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        ruleId,
        knowledgeGraphVersion,
        reasoning,
        track,
        escalationStatus,
        escalationNotes,
        evaluation,
        true);
  }
}
