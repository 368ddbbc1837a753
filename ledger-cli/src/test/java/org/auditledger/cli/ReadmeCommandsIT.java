package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README tells a reader to type does what it says, and says what it shows. */
class ReadmeCommandsIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final Pattern SHOWN = Pattern.compile("(?ms)^```text\\n(.*?)^```$");
  private static final Pattern CALL = Pattern.compile("(?m)^mvn( -B)? verify$");

  private final Path root = Checkout.root();

  @Test
  void every_command_works_and_one_of_them_tests() throws IOException {
    List<String> commands = new ArrayList<>();
    String readme = Files.readString(root.resolve("README.md"));
    Matcher block = BLOCK.matcher(readme);
    while (block.find()) {
      commands.add(block.group(1).strip());
    }
    assertThat(commands).contains("./audit-ledger demo", "mvn verify");
    for (String command : commands) {
      if (command.equals("mvn verify")) {
        // It is what runs this very test; that it is also what runs on every change:
        assertThat(Files.readString(root.resolve(".ci/run"))).containsPattern(CALL);
      } else {
        assertThat(command).doesNotContain("mvn");
        ProcessRun run = ProcessRun.of(root, Map.of(), List.of("bash", "-euc", command));
        assertThat(run.exit()).as("%s", run).isZero();
        if (command.endsWith(" demo")) {
          assertShows(readme, run.stdout());
        }
      }
    }
  }

  /** Every line that is shown was said, in this order; but for what is new each time. */
  private static void assertShows(String readme, String output) {
    Matcher block = SHOWN.matcher(readme);
    assertThat(block.find()).isTrue();
    List<String> shown = lines(block.group(1));
    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(lines(output)).containsSubsequence(shown);
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("[...]"))
        .map(line -> line.replaceAll("[0-9a-f]{64}", "HASH").replaceAll("[0-9]+", "N"))
        .toList();
  }
}
