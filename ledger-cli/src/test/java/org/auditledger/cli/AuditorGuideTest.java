package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who follows docs/auditor.md to the letter sees what it says. */
@OnPostgres
@Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditorGuideTest {

  private static final String GUIDE = "auditor.md";

  private TestDatabase database;
  private ReadersShell shell;
  private String auditor = "";

  /** A ledger that the ancestor wrote and somebody took over, and what its auditor was given. */
  @BeforeAll
  void give(TestDatabase given, @TempDir Path directory) throws Exception {
    database = given;
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    database.execute("select setval('public.ledger_entries_id_seq', 1000)");
    shell = new ReadersShell(directory).with("LEDGER_DSN", database.dsn());
    for (int i = 1; i <= 2; i++) {
      Files.writeString(
          shell.home().resolve("model-" + i + ".pub"),
          LegacyVectors.text("transcript-" + i + ".ed25519.pub"));
    }
    operator("keys generate --name acme/plant-1 --output plant-1.key");
    operator("migrate upgrade --signing-key plant-1.key");
    operator("checkpoint export --signing-key plant-1.key --output 2026-10.anchor");
    GenuineEntries.append(database, 50, 0);
    operator("checkpoint create --signing-key plant-1.key");
    GenuineEntries.append(database, 5, 0);
    operator("prove 42 --trust plant-1.key.vkey --anchor 2026-10.anchor --output entry-42.proof");
    auditor = "auditor_" + database.name();
    database.execute(
        "create role %s login password 'pa55word' in role ski_audit_reader".formatted(auditor));
    operator("migrate verify --accept-posture=auditor --signing-key plant-1.key");
    operator("backup --signing-key plant-1.key --output 2026-11.backup");
    Files.delete(shell.home().resolve("plant-1.key"));
    shell.with(
        "LEDGER_DSN",
        database.dsn().replace(database.user() + ":" + database.password(), auditor + ":pa55word"));
  }

  /** Roles are the server's, and other tests ask which there are. */
  @AfterAll
  void leave() throws Exception {
    database.execute("drop role if exists " + auditor);
    shell.close();
  }

  @Test
  void every_command_of_the_guide_shows_what_it_says() throws IOException {
    follow(script -> !script.contains("openssl"), List.of("psql", "jq", "sha256sum"));
  }

  @Test
  void every_signature_can_be_checked_by_hand() throws IOException {
    follow(script -> script.contains("openssl"), List.of("psql", "jq", "openssl", "basenc"));
  }

  @Test
  void every_entry_of_every_era_has_the_hash_that_is_computed_by_hand() throws Exception {
    assumeInstalled(List.of("psql"));
    String script =
        Guide.read(GUIDE).stream()
            .map(Guide.Typed::script)
            .filter(typed -> typed.contains("entry.sql <<"))
            .findFirst()
            .orElseThrow();
    String sql = script.substring(script.indexOf("set timezone"), script.indexOf("\nSQL\n"));
    database.execute("alter database \"" + database.name() + "\" set timezone = 'Asia/Kathmandu'");
    Path all =
        Files.writeString(
            shell.home().resolve("all.sql"),
            sql.replace("where sequence_number = :n", "order by sequence_number"));
    ProcessRun run = shell.type("psql \"$LEDGER_DSN\" -XqAt -R '|' -f " + all.getFileName());
    assertThat(run.exit()).as("%s", run).isZero();
    List<String> hashes =
        database.query("select entry_hash from public.ledger_entries order by sequence_number");
    assertThat(hashes).hasSizeGreaterThan(200);
    assertThat(Arrays.stream(run.stdout().split("\\|", -1)).map(AuditorGuideTest::sha256).toList())
        .isEqualTo(hashes);
  }

  private void follow(Predicate<String> which, List<String> programs) throws IOException {
    assumeInstalled(programs);
    List<Guide.Typed> typed =
        Guide.read(GUIDE).stream().filter(each -> which.test(each.script())).toList();
    assertThat(typed).isNotEmpty();
    for (Guide.Typed each : typed) {
      ProcessRun run = shell.type(each.script());
      assertThat(run.exit()).as("%s", run).isEqualTo(each.exit());
      assertThat(each.missingFrom(run.stdout())).as("%s", run).isEmpty();
    }
  }

  /** Others' programs, which .ci/run installs; no machine has to have them to build this. */
  private void assumeInstalled(List<String> programs) {
    for (String program : programs) {
      assumeThat(shell.type("command -v " + program).exit())
          .as("%s is not installed here: what needs it is skipped", program)
          .isZero();
    }
  }

  private void operator(String command) {
    ProcessRun run = shell.type("audit-ledger " + command);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  private static String sha256(String base64) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(Base64.getMimeDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
