package org.auditledger.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.auditledger.entry.EntryDraft;
import org.jspecify.annotations.Nullable;

/** Lines to be read as entries, and what is said of those that are none. */
final class Lines {

  static final String HASH = "0123456789abcdef".repeat(4);

  private Lines() {}

  /** The members of a line, as JSON has them; null leaves one out. */
  static String line(@Nullable String... namesAndValues) {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    members.put("verdict", "\"FLAG\"");
    members.put("telemetry_id", "\"t-1\"");
    members.put("telemetry_hash", '"' + HASH + '"');
    members.put("ski_model_version", "\"3.1.0\"");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return members.entrySet().stream()
        .filter(member -> member.getValue() != null)
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  static EntryDraft read(String line) {
    return EntryLine.read(line.getBytes(UTF_8));
  }

  static void assertRefused(String line, String why) {
    assertThatThrownBy(() -> read(line))
        .as(line.length() > 200 ? line.substring(0, 200) : line)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }
}
