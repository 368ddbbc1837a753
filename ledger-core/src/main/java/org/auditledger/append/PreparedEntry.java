package org.auditledger.append;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.auditledger.entry.EntryDraft;
import org.auditledger.row.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * A draft as the bytes of its columns. All that can be wrong with a draft is found out while this
 * is made, which is on its caller's thread: it fails nobody else, and keeps nobody waiting.
 */
final class PreparedEntry {

  /** More than any genuine entry has, and less than what a server takes as one value. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  /** What there is beside a caller's own values: numbers, hashes, times, lengths. */
  private static final int FRAME = 512;

  private final Map<EntryColumn, byte[]> values = new EnumMap<>(EntryColumn.class);
  private final boolean idempotent;
  private long size = FRAME;

  PreparedEntry(EntryDraft draft) {
    idempotent = draft.idempotent();
    set(EntryColumn.VERDICT, draft.verdict().name());
    set(EntryColumn.TELEMETRY_ID, draft.telemetryId());
    set(EntryColumn.TELEMETRY_HASH, draft.telemetryHash());
    set(EntryColumn.RULE_ID, draft.ruleId());
    set(EntryColumn.KNOWLEDGE_GRAPH_VERSION, draft.knowledgeGraphVersion());
    set(EntryColumn.SKI_MODEL_VERSION, draft.skiModelVersion());
    set(EntryColumn.REASONING, draft.reasoning());
    set(EntryColumn.TRACK, draft.track());
    set(EntryColumn.ESCALATION_STATUS, draft.escalationStatus());
    set(EntryColumn.ESCALATION_NOTES, draft.escalationNotes());
  }

  void set(EntryColumn column, @Nullable String text) {
    if (text != null) {
      set(column, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void set(EntryColumn column, byte[] value) {
    values.put(column, value);
    size += value.length;
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException("an entry has at most " + MAX_BYTES + " bytes");
    }
  }

  /** How much of a queue it takes. */
  long size() {
    return size;
  }

  boolean idempotent() {
    return idempotent;
  }

  /** Whether only a table with the columns of version 3 can hold it. */
  boolean hasEvaluation() {
    return values.containsKey(EntryColumn.ENVELOPE_JSON);
  }

  /** A value for people and for parameters; null when there is none. */
  @Nullable String text(EntryColumn column) {
    byte[] value = values.get(column);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Writes what the caller gave as this column. */
  void write(EntryColumn column, RowWriter tuple) {
    byte[] value = values.get(column);
    if (value == null) {
      tuple.nullValue();
    } else {
      tuple.text(value, 0, value.length);
    }
  }

  /** What an earlier table's check allows in this column. */
  Optional<String> outsideFirstEra() {
    String track = text(EntryColumn.TRACK);
    if (hasEvaluation()) {
      return Optional.of("it has an envelope");
    }
    return track == null || track.equals("symbolic") || track.equals("llm")
        ? Optional.empty()
        : Optional.of("its track is \"" + track + "\", and not symbolic or llm");
  }

  /** Whether both say the same about the same telemetry. */
  boolean says(KnownEntry known) {
    return Arrays.stream(KnownEntry.CONTENT).allMatch(column -> known.holds(column, text(column)));
  }
}
