package org.auditledger.append;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.JsonValue;
import org.auditledger.canonical.JsonValue.Members;
import org.auditledger.canonical.JsonValue.Word;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Quoted;
import org.auditledger.entry.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A draft as one line of JSON: its members are called as the columns that they go to. {@code
 * docs/append.md} has a table of them.
 */
public final class EntryLine {

  /** What the writer says of an entry, and no caller. */
  private static final Set<EntryColumn> OURS =
      Set.of(
          EntryColumn.ID,
          EntryColumn.SEQUENCE_NUMBER,
          EntryColumn.PREVIOUS_HASH,
          EntryColumn.ENTRY_HASH,
          EntryColumn.TIMESTAMP,
          EntryColumn.CREATED_AT,
          EntryColumn.SCHEMA_VERSION);

  private static final Set<String> NAMES =
      Arrays.stream(EntryColumn.values())
          .filter(column -> !OURS.contains(column))
          .map(EntryColumn::sqlName)
          .collect(Collectors.toUnmodifiableSet());

  private final Members members;

  private EntryLine(Members members) {
    this.members = members;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no draft, with the member that is wrong
   */
  public static EntryDraft read(byte[] utf8) {
    if (!(JsonValue.parse(utf8) instanceof Members members)) {
      throw new IllegalArgumentException("the line is no JSON object");
    }
    for (String name : members.values().keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            Quoted.of(name)
                + " is no member of an entry; these are: "
                + NAMES.stream().sorted().toList());
      }
    }
    return new EntryLine(members).draft();
  }

  private EntryDraft draft() {
    Optional<Members> envelope = object("envelope_json");
    String verdict = text("verdict");
    if (verdict == null) {
      verdict =
          envelope.flatMap(found -> found.text("verdict")).orElseThrow(() -> lacks("verdict"));
    }
    String named = verdict;
    EntryDraft draft =
        EntryDraft.of(
                Verdict.of(verdict)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "verdict "
                                    + Quoted.of(named)
                                    + " is none of "
                                    + Arrays.toString(Verdict.values()))),
                required("telemetry_id"),
                required("telemetry_hash"),
                required("ski_model_version"))
            .by(text("rule_id"), text("knowledge_graph_version"))
            .because(text("reasoning"), text("track"))
            .escalated(text("escalation_status"), text("escalation_notes"));
    if (envelope.isPresent()) {
      return draft.with(evaluation(envelope.get()));
    }
    for (EntryColumn column : EntryColumn.values()) {
      if (column.era() == EntryColumn.Era.EVALUATIONS && isPresent(column.sqlName())) {
        throw new IllegalArgumentException(column.sqlName() + " comes with an envelope_json");
      }
    }
    return draft;
  }

  private Evaluation evaluation(Members envelope) {
    return new Evaluation(
        json(envelope),
        text("envelope_hash"),
        text("verifier_status"),
        object("transcript_json").map(EntryLine::json),
        text("transcript_signature"),
        text("signing_key_id"));
  }

  private boolean isPresent(String name) {
    return members.find(name).filter(value -> value != Word.NULL).isPresent();
  }

  private @Nullable String text(String name) {
    if (isPresent(name) && members.text(name).isEmpty()) {
      throw new IllegalArgumentException(name + " is no string");
    }
    return members.text(name).orElse(null);
  }

  private String required(String name) {
    String text = text(name);
    if (text == null) {
      throw lacks(name);
    }
    return text;
  }

  private Optional<Members> object(String name) {
    if (isPresent(name) && !(members.values().get(name) instanceof Members)) {
      throw new IllegalArgumentException(name + " is no JSON object");
    }
    return members.find(name).filter(Members.class::isInstance).map(Members.class::cast);
  }

  /** Python's text: a float stays a float. */
  private static String json(Members value) {
    CanonicalBytes bytes = new CanonicalBytes();
    value.writePython(bytes);
    return new String(bytes.buffer(), 0, bytes.size(), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException lacks(String name) {
    return new IllegalArgumentException("the entry lacks " + name);
  }
}
