package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that was tampered with says so of itself. */
class DoctoredMigrationsTest {

  @TempDir private Path directory;

  @Test
  void a_script_that_was_not_released_is_a_matter_of_trust() throws IOException {
    Path script = directory.resolve("org/auditledger/migrations/ledger/deploy/V4__guards.sql");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "drop table public.ledger_entries;");
    ProcessRun run =
        ProcessRun.of(
            directory,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName(),
                "migrate",
                "export-schema"));
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.TRUST.code());
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr())
        .startsWith("audit-ledger: ledger/deploy/V4__guards.sql is not the file that was released")
        .contains("next: install audit-ledger again");
  }
}
