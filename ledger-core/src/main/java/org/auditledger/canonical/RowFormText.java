package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.JsonbObject.Range;
import org.auditledger.entry.Digest;

/**
 * An entry's row form that somebody hands over, such as a leaf, taken apart: for who has the form
 * and not the row. It says what stands there; that the form is the one of an entry of some ledger
 * is for a proof to show.
 */
public final class RowFormText {

  private static final byte[] HEAD =
      "{\"_form\":\"audit-ledger/row/1\"".getBytes(StandardCharsets.US_ASCII);

  private static final String TIMESTAMP = "timestamp";
  private static final String WHOLE_SECOND = ".000000";

  private final byte[] text;
  private final Map<String, Range> members;

  private RowFormText(byte[] text, Map<String, Range> members) {
    this.text = text;
    this.members = members;
  }

  /** The row form that these bytes are; nothing when they are none. */
  public static Optional<RowFormText> read(byte[] form) {
    byte[] text = form.clone();
    if (text.length < HEAD.length + 1
        || !Arrays.equals(text, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      return Optional.empty();
    }
    Map<String, Range> members = new LinkedHashMap<>();
    JsonbText json = new JsonbText();
    String before = "_form";
    int at = HEAD.length;
    while (text[at] == ',') {
      int keyEnd = valueEnd(text, at + 1);
      if (keyEnd >= text.length || text[keyEnd] != ':' || !isText(json, text, at + 1, keyEnd)) {
        return Optional.empty();
      }
      String key = decode(text, at + 1, keyEnd);
      int end = valueEnd(text, keyEnd + 1);
      if (end >= text.length
          || CanonicalJson.BY_CODE_POINT.compare(before, key) >= 0
          || !json.isWhole(text, keyEnd + 1, end - (keyEnd + 1))) {
        return Optional.empty();
      }
      members.put(key, new Range(keyEnd + 1, end - (keyEnd + 1)));
      before = key;
      at = end;
    }
    return text[at] == '}' && at == text.length - 1
        ? Optional.of(new RowFormText(text, members))
        : Optional.empty();
  }

  /** The form, as it was read. */
  public String text() {
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The columns that are not null, in their order. */
  public List<String> columns() {
    return Collections.unmodifiableList(new ArrayList<>(members.keySet()));
  }

  /** The integer in this column, if there is one. */
  public OptionalLong integer(String column) {
    Range range = members.get(column);
    if (range == null || text[range.offset()] == '"') {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(raw(range)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The text in this column, if there is one. */
  public Optional<String> text(String column) {
    return Optional.ofNullable(members.get(column))
        .filter(range -> text[range.offset()] == '"')
        .map(range -> decode(text, range.offset(), range.offset() + range.length()));
  }

  /** What stands in this column, for people: a text as it is, all else as JSON. */
  public Optional<String> shown(String column) {
    return text(column).or(() -> Optional.ofNullable(members.get(column)).map(this::raw));
  }

  /**
   * The hash of the entry, computed from its columns as the chain has it; nothing when a column is
   * missing that no entry lacks, or is not of its type.
   */
  public Optional<Digest> entryHash() {
    CanonicalBytes out = new CanonicalBytes();
    char separator = '{';
    for (String column : LegacyForm.COLUMNS) {
      String key = column.equals("knowledge_graph_version") ? "kg_version" : column;
      out.raw(separator).string(key).raw(':');
      separator = ',';
      if (!writeLegacy(column, out)) {
        return Optional.empty();
      }
    }
    return Optional.of(out.raw('}').digest());
  }

  private boolean writeLegacy(String column, CanonicalBytes out) {
    if (column.equals("sequence_number")) {
      OptionalLong number = integer(column);
      number.ifPresent(out::integer);
      return number.isPresent();
    }
    Optional<String> value = text(column);
    if (column.equals(TIMESTAMP)) {
      value.ifPresent(at -> out.string(legacyTime(at)));
      return value.isPresent();
    }
    if (value.isEmpty() && !members.containsKey(column) && LegacyForm.mayBeNull(column)) {
      out.raw("null");
      return true;
    }
    value.ifPresent(out::string);
    return value.isPresent();
  }

  /** Both forms have the same digits; the older one leaves out a fraction of zero. */
  private static String legacyTime(String at) {
    String withoutZone = at.endsWith("Z") ? at.substring(0, at.length() - 1) : at;
    String shortest =
        withoutZone.endsWith(WHOLE_SECOND)
            ? withoutZone.substring(0, withoutZone.length() - WHOLE_SECOND.length())
            : withoutZone;
    return shortest + "+00:00";
  }

  private String raw(Range range) {
    return new String(text, range.offset(), range.length(), StandardCharsets.UTF_8);
  }

  private static boolean isText(JsonbText json, byte[] text, int from, int to) {
    return text[from] == '"' && json.isWhole(text, from, to - from);
  }

  private static String decode(byte[] text, int from, int to) {
    CanonicalBytes content = new CanonicalBytes();
    JsonString.decode(text, from + 1, to - 1, content);
    return new String(content.buffer(), 0, content.size(), StandardCharsets.UTF_8);
  }

  /** Where a value ends: before what stands outside it. Whether it is one is not looked at. */
  private static int valueEnd(byte[] text, int from) {
    int depth = 0;
    boolean quoted = false;
    int at = from;
    while (at < text.length) {
      byte c = text[at];
      if (quoted) {
        at += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ':' || c == '}')) {
        return at;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    }
    return text.length;
  }
}
