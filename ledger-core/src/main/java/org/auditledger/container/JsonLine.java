package org.auditledger.container;

import java.util.Arrays;
import java.util.function.Function;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.seal.Parsed;

/** A line of canonical JSON that is a document of ours, and ends with a line feed. */
final class JsonLine {

  private JsonLine() {}

  /**
   * Reads one.
   *
   * @param of what the members say; an IllegalArgumentException is an answer
   * @param write the document's own text: whatever was read too leniently differs from it
   */
  static <T> Parsed<T> read(byte[] line, Function<Members, T> of, Function<T, byte[]> write) {
    if (line.length == 0 || line[line.length - 1] != '\n') {
      return new Parsed.Malformed<>("does not end with a line feed");
    }
    byte[] text = Arrays.copyOf(line, line.length - 1);
    if (!(CanonicalJson.parse(text).orElse(null) instanceof Members json)) {
      return new Parsed.Malformed<>("is not one line of canonical JSON");
    }
    try {
      T value = of.apply(json);
      return Arrays.equals(write.apply(value), line)
          ? new Parsed.Value<>(value)
          : new Parsed.Malformed<>("has more than it should, or has it otherwise");
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>("is not what it should be: " + e.getMessage());
    }
  }

  /** The line of these members. */
  static byte[] of(Members json) {
    byte[] text = json.toBytes();
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }
}
