package org.auditledger.entry;

import java.util.Optional;
import java.util.function.Consumer;
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
    return changed(
        parts -> {
          parts.ruleId = rule;
          parts.knowledgeGraphVersion = knowledgeVersion;
        });
  }

  /** The same for this reason, by this evaluator. */
  public EntryDraft because(@Nullable String reason, @Nullable String evaluator) {
    return changed(
        parts -> {
          parts.reasoning = reason;
          parts.track = evaluator;
        });
  }

  /** The same, escalated so. */
  public EntryDraft escalated(@Nullable String status, @Nullable String notes) {
    return changed(
        parts -> {
          parts.escalationStatus = status;
          parts.escalationNotes = notes;
        });
  }

  /** The same with this evidence. */
  public EntryDraft with(Evaluation evidence) {
    return changed(parts -> parts.evaluation = Optional.of(evidence));
  }

  /** The same, to be written once however often it is given. */
  public EntryDraft once() {
    return changed(parts -> parts.idempotent = true);
  }

  private EntryDraft changed(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return new EntryDraft(
        verdict,
        telemetryId,
        telemetryHash,
        skiModelVersion,
        parts.ruleId,
        parts.knowledgeGraphVersion,
        parts.reasoning,
        parts.track,
        parts.escalationStatus,
        parts.escalationNotes,
        parts.evaluation,
        parts.idempotent);
  }

  /** What not every entry has, while it is being changed. */
  private static final class Parts {
    private @Nullable String ruleId;
    private @Nullable String knowledgeGraphVersion;
    private @Nullable String reasoning;
    private @Nullable String track;
    private @Nullable String escalationStatus;
    private @Nullable String escalationNotes;
    private Optional<Evaluation> evaluation;
    private boolean idempotent;

    Parts(EntryDraft draft) {
      ruleId = draft.ruleId;
      knowledgeGraphVersion = draft.knowledgeGraphVersion;
      reasoning = draft.reasoning;
      track = draft.track;
      escalationStatus = draft.escalationStatus;
      escalationNotes = draft.escalationNotes;
      evaluation = draft.evaluation;
      idempotent = draft.idempotent;
    }
  }
}
