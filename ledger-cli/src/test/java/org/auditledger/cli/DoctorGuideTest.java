package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auditledger.doctor.Ailment;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What docs/doctor.md tells an operator is so, and what he types works. */
@OnPostgres
class DoctorGuideTest {

  private static final String PROMPT = "    audit-ledger ";

  private static final Pattern COMMAND =
      Pattern.compile("audit-ledger ([a-z]+)(?: ([a-z][a-z-]*))?");

  @TempDir private Path directory;

  @Test
  void every_command_and_the_handing_over_of_the_guide_work(TestDatabase any) throws Exception {
    try (CrashableServer server = CrashableServer.durable(any.version())) {
      SealedTestLedger ledger = SealedTestLedger.make(server.create(), directory);
      ledger.append(20);
      assertThat(ledger.text("checkpoint", "create")).contains("20 entries");
      assertThat(ledger.text("backup", "--output", directory.resolve("b").toString())).isNotEmpty();
      assertThat(guide()).contains("audit-ledger doctor --hand-over | psql");
      DoctoredLedger doctored = new DoctoredLedger(ledger);
      assertThat(DoctoredLedger.codes(doctored.look())).contains("OWNER_LOGS_IN");
      for (String line : guide().lines().filter(one -> one.startsWith(PROMPT)).toList()) {
        if (line.contains("--accept-posture")) {
          ledger.database().execute(ledger.text("doctor", "--hand-over"));
        }
        List<String> words = new ArrayList<>(words(line.substring(PROMPT.length()), ledger));
        if (words.get(0).equals("doctor")) {
          words.addAll(doctored.accepted());
        }
        CommandLineRun run = ledger.run(words.toArray(String[]::new));
        assertThat(run.exit()).as("%s", run).isZero();
      }
      JsonNode after = doctored.look("--strict");
      assertThat(DoctoredLedger.codes(after))
          .containsExactlyInAnyOrder("ONE_KEY_ONLY", "ARCHIVING_OFF");
      assertThat(after.get("exit").asInt()).as("%s", after).isZero();
      assertThat(ledger.text("retention", "apply", "--auto")).isNotEmpty();
    }
  }

  @Test
  void the_guide_has_the_findings_as_they_are() throws IOException {
    String table =
        Stream.of(Ailment.values())
            .map(
                one ->
                    String.join(
                        " | ",
                        "`" + one + "`",
                        one.subject().word(),
                        one.grade().word(),
                        one.why(),
                        one.next()))
            .map(row -> "| " + row + " |\n")
            .collect(Collectors.joining());
    assertThat(guide()).endsWith("| --- | --- | --- | --- | --- |\n" + table);
  }

  @Test
  void what_to_do_next_names_commands_that_there_are() {
    CommandLine contents = CommandLineRun.contents();
    for (Ailment ailment : Ailment.values()) {
      Matcher named = COMMAND.matcher(ailment.next());
      while (named.find()) {
        CommandLine command = contents.getSubcommands().get(named.group(1));
        assertThat(command).as("%s: %s", ailment, named.group()).isNotNull();
        if (!command.getSubcommands().isEmpty() && named.group(2) != null) {
          assertThat(command.getSubcommands()).as("%s", ailment).containsKey(named.group(2));
        }
      }
    }
  }

  private List<String> words(String line, SealedTestLedger ledger) {
    return Arrays.stream(line.split(" ", -1))
        .map(word -> word.equals("plant-1.key.vkey") ? ledger.trusted() : word)
        .map(word -> word.equals("plant-1.key") ? ledger.key().toString() : word)
        .toList();
  }

  private static String guide() throws IOException {
    return Files.readString(Checkout.root().resolve("docs/doctor.md"));
  }
}
