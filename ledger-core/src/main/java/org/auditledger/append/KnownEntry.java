package org.auditledger.append;

import java.util.Map;
import java.util.Objects;
import org.auditledger.entry.Appended;
import org.jspecify.annotations.Nullable;

/** An entry that is there already, or comes before in the same transaction, and what it says. */
record KnownEntry(Appended entry, Map<EntryColumn, String> content) {

  /** What makes two entries about the same telemetry say the same. */
  static final EntryColumn[] CONTENT = {
    EntryColumn.VERDICT,
    EntryColumn.RULE_ID,
    EntryColumn.KNOWLEDGE_GRAPH_VERSION,
    EntryColumn.SKI_MODEL_VERSION,
    EntryColumn.REASONING,
    EntryColumn.TRACK,
    EntryColumn.ENVELOPE_HASH
  };

  KnownEntry {
    content = Map.copyOf(content);
  }

  boolean holds(EntryColumn column, @Nullable String text) {
    return Objects.equals(content.get(column), text);
  }

  /** What people are told who ask for it once more. */
  Appended again() {
    return new Appended(entry.sequence(), entry.hash(), entry.at(), false, false);
  }
}
