package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format as strictly as nobody else does. */
final class TextfileMetrics {

  private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) [A-Z][ -~]*[.]");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (gauge|counter)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)[{]ledger=\"([a-z0-9._/-]+)\"[}] (0|[1-9][0-9]*)");

  private TextfileMetrics() {}

  /** The numbers by name. Each has its help, its type and one line, in this order. */
  static Map<String, Long> parse(String text, String ledger) {
    assertThat(text).endsWith("\n").doesNotContain("\n\n", "\r", "\t");
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).startsWith("# ").doesNotContain("HELP", "TYPE");
    assertThat((lines.size() - 1) % 3).as(text).isZero();
    Map<String, Long> values = new TreeMap<>();
    for (int i = 1; i < lines.size(); i += 3) {
      String name = matched(HELP, lines.get(i)).group(1);
      Matcher type = matched(TYPE, lines.get(i + 1));
      Matcher sample = matched(SAMPLE, lines.get(i + 2));
      assertThat(List.of(type.group(1), sample.group(1))).containsOnly(name);
      assertThat(name.endsWith("_total")).as(name).isEqualTo(type.group(2).equals("counter"));
      assertThat(sample.group(2)).isEqualTo(ledger);
      assertThat(values.put(name, Long.parseLong(sample.group(3)))).as(name).isNull();
    }
    return values;
  }

  private static Matcher matched(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher;
  }
}
