package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/security.md says of each attack is what the matrix of attacks shows. */
class SecurityGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "security.md");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| (refused, [^|]+|found: [^|]+) \\| ([^|]*) \\|$");

  @Test
  void each_attack_is_in_it_once_with_what_comes_of_it() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(GUIDE));
    while (row.find()) {
      assertThat(row.group(3)).as(row.group(1)).isNotBlank();
      assertThat(told.put(row.group(1).replace("`", ""), row.group(2)))
          .as(row.group(1) + " is there twice")
          .isNull();
    }
    assertThat(told).isEqualTo(shown());
  }

  /** What the matrix shows, in the guide's words. */
  private static Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    for (Attack attack : Attack.all()) {
      shown.put(
          attack.name(),
          attack.refused().map(state -> "refused, " + state).orElse(found(attack.finds())));
    }
    OutsideEvidenceTest.ATTACKS.forEach((name, finds) -> shown.put(name, found(finds)));
    assertThat(shown.keySet()).hasSameElementsAs(AttackList.NAMES);
    return shown;
  }

  private static String found(List<String> finds) {
    return finds.stream()
        .map(found -> "`" + found.split(" ", -1)[1] + "`")
        .distinct()
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.joining(", ", "found: ", ""));
  }
}
