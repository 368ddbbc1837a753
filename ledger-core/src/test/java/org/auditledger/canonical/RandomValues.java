package org.auditledger.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowWriter;

/** Values that are rare in ledgers and common in attacks on them, from a seed. */
final class RandomValues {

  /** The table that forms.sql creates. */
  static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("sequence_number", ColumnType.BIGINT),
              new Column("id", ColumnType.BIGINT),
              new Column("previous_hash", ColumnType.CHARACTER),
              new Column("timestamp", ColumnType.TIMESTAMPTZ),
              new Column("created_at", ColumnType.TIMESTAMPTZ),
              new Column("verdict", ColumnType.TEXT),
              new Column("telemetry_id", ColumnType.TEXT),
              new Column("telemetry_hash", ColumnType.CHARACTER),
              new Column("rule_id", ColumnType.TEXT),
              new Column("knowledge_graph_version", ColumnType.TEXT),
              new Column("ski_model_version", ColumnType.TEXT),
              new Column("reasoning", ColumnType.TEXT),
              new Column("track", ColumnType.TEXT),
              new Column("envelope_json", ColumnType.JSONB)));

  private static final int[] CHARACTERS = {
    'a', 'b', 'u', 'n', '0', '1', ' ', '"', '\\', '/', '<', '\'', '{', '}', ',', ':', 1, 7, '\b',
    '\t', '\n', 0x0B, '\f', '\r', 0x1F, 0x7F, 0x80, 0x85, 0xE9, 0x301, 0x2028, 0xD7FF, 0xE000,
    0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF
  };

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "0.0",
    "-0.0",
    "0.00",
    "1",
    "-1",
    "1.10",
    "01",
    "1e5",
    "1E-5",
    "1.5e+3",
    "123456789",
    "10000000000000000",
    "0.00001",
    "-1.0",
    "1e400",
    "1e-30",
    "12345678901234567890.0123456789"
  };

  /** What mutants are made with: pieces of JSON, right and wrong. */
  private static final String[] PIECES = {
    " ",
    "  ",
    ",",
    ", ",
    ":",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "\"",
    "\\",
    "\\\"",
    "\\\\",
    "\\/",
    "\\n",
    "\\u000a",
    "\\u0001",
    "\\u0000",
    "\\u001f",
    "\\u001F",
    "\\u0041",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\n",
    "\t",
    "\u0001",
    "0",
    "-",
    "+",
    ".",
    "1",
    "00",
    "e1",
    "E",
    "-0",
    "0.0",
    "null",
    "true",
    "false",
    "NaN",
    "a",
    "é",
    "\"\": ",
    "\"a\": 1, ",
    "\"b\": 0, ",
    ", 1",
    "''"
  };

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  void writeRow(RowWriter writer, long sequence) {
    writer.beginRow().longValue(sequence);
    writer.longValue(random.nextLong() >> random.nextInt(64));
    writer.text(hash());
    writer.longValue(time());
    writer.longValue(time());
    writer.text(string()).text(string()).text(hash());
    nullable(writer);
    nullable(writer);
    writer.text(string());
    nullable(writer);
    nullable(writer);
    if (random.nextInt(3) == 0) {
      writer.nullValue();
    } else {
      // As jsonb prints it already, so that what comes back is what was sent.
      writer.text("{\"a\": [" + random.nextInt() + ", 1.50], \"bb\": \"\\u0001\\n\uD83D\uDE00\"}");
    }
  }

  List<String> jsonTexts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(json(4));
    }
    return texts;
  }

  /** Some mutants of each text. */
  List<String> mutants(List<String> texts) {
    List<String> mutants = new ArrayList<>();
    for (String text : texts) {
      for (int i = 0; i < 5; i++) {
        mutants.add(mutant(text));
      }
    }
    return mutants;
  }

  private String mutant(String text) {
    int[] points = text.codePoints().toArray();
    int from = random.nextInt(points.length + 1);
    int to = Math.min(points.length, from + random.nextInt(3));
    String before = new String(points, 0, from);
    String cut = new String(points, from, to - from);
    String after = new String(points, to, points.length - to);
    return switch (random.nextInt(6)) {
      case 0 -> before + after;
      case 1 -> before + cut + cut + after;
      case 2 -> before + piece() + cut + after;
      case 3 -> before + string().replace("\"", "") + after;
      case 4 -> before + new StringBuilder(cut).reverse() + after;
      default -> before + piece() + after;
    };
  }

  private String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }

  private String json(int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 9);
    if (kind == 0) {
      return literal();
    }
    if (kind == 1) {
      return random.nextBoolean() ? "null" : random.nextBoolean() ? "true" : "false";
    }
    if (kind < 4) {
      return number();
    }
    boolean object = kind < 7;
    StringBuilder container = new StringBuilder(object ? "{" : "[");
    for (int i = random.nextInt(5); i > 0; i--) {
      container.append(object ? literal() + ":" : "").append(json(depth - 1));
      container.append(i > 1 ? "," : "");
    }
    return container.append(object ? "}" : "]").toString();
  }

  private String number() {
    if (random.nextInt(3) > 0) {
      String number = NUMBERS[random.nextInt(NUMBERS.length)];
      return number.equals("01") ? "1" : number;
    }
    return Double.toString(Double.longBitsToDouble(random.nextLong()))
        .replaceAll("NaN|-?Infinity", "0.5");
  }

  /** A JSON string that says some characters in another way than jsonb does. */
  private String literal() {
    StringBuilder literal = new StringBuilder("\"");
    string()
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x20 || c == '"' || c == '\\' || (c <= 0xFFFF && random.nextInt(4) == 0)) {
                literal.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", c));
              } else {
                literal.appendCodePoint(c);
              }
            });
    return literal.append('"').toString();
  }

  private void nullable(RowWriter writer) {
    if (random.nextInt(4) == 0) {
      writer.nullValue();
    } else {
      writer.text(string());
    }
  }

  private String string() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(8);
    for (int i = 0; i < length; i++) {
      int c = CHARACTERS[random.nextInt(CHARACTERS.length)];
      if (random.nextInt(8) == 0) {
        c = 1 + random.nextInt(0x10FFFF);
      }
      text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
    }
    return text.toString();
  }

  /** Text of 64 characters, as the column pads it. */
  private String hash() {
    int[] content = random.nextInt(4) == 0 ? string().codePoints().limit(64).toArray() : new int[0];
    StringBuilder hash = new StringBuilder(new String(content, 0, content.length));
    int digits = random.nextInt(8) == 0 ? random.nextInt(65) : 64;
    for (int i = content.length; i < 64; i++) {
      hash.append(i < digits ? Character.forDigit(random.nextInt(16), 16) : ' ');
    }
    return hash.toString();
  }

  private long time() {
    long within = random.nextLong(CanonicalTime.FIRST, CanonicalTime.LAST + 1);
    return switch (random.nextInt(5)) {
      case 0 -> within - Math.floorMod(within, 1_000_000L);
      case 1 -> within - Math.floorMod(within, 1_000_000L) + random.nextInt(1000);
      case 2 -> within - Math.floorMod(within, 86_400_000_000L) - random.nextInt(2);
      case 3 -> 826_000_000_000_000L + random.nextInt(1_000_000_000);
      default -> within;
    };
  }
}
