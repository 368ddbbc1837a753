package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/report.md tells an auditor is so. */
@OnPostgres
class ReportGuideTest {

  private static final String PROMPT = "    audit-ledger ";

  @TempDir private Path directory;

  @Test
  void every_command_of_the_guide_works(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    Files.move(Path.of(VerifyRuns.anchor(ledger)), directory.resolve("2026-11.anchor"));
    assertThat(ledger.text("backup", "--output", file("mon.backup"))).contains("300 entries");
    Files.copy(Path.of(ledger.trusted()), directory.resolve("plant-1.key.vkey"));
    String auditor =
        new SigningKeyFile(directory.resolve("auditor.key"))
            .create("auditor.example", null, new SecureRandom())
            .toString();
    assertThat(auditor).startsWith("auditor.example");
    String guide = Files.readString(Checkout.root().resolve("docs/report.md"));
    List<String> commands = guide.lines().filter(line -> line.startsWith(PROMPT)).toList();
    assertThat(commands).hasSize(6);
    for (String command : commands) {
      String text = ledger.text(words(command));
      assertThat(text).isNotBlank();
    }
    try (var pages = Files.list(directory)) {
      for (Path page : pages.filter(one -> one.toString().endsWith(".html")).toList()) {
        assertThat(ReportPage.read(page).texts("td.verdict")).hasSize(4);
      }
    }
  }

  private String[] words(String line) {
    return Arrays.stream(line.substring(PROMPT.length()).split(" ", -1))
        .map(word -> word.matches(".*\\.(key|vkey|anchor|report|backup|html)") ? file(word) : word)
        .collect(Collectors.toList())
        .toArray(String[]::new);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }
}
