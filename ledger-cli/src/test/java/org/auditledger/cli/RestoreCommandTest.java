package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.report.DrillReport;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A ledger comes back from the command line, and a drill shows that it would. */
@OnPostgres
class RestoreCommandTest {

  @TempDir private Path directory;

  @Test
  void a_ledger_is_restored_once_and_refused_then(TestDatabase database) throws Exception {
    SealedTestLedger ledger =
        SealedTestLedger.make(database, Files.createDirectory(directory.resolve("l")));
    ledger.append(300);
    String anchor = VerifyRuns.anchor(ledger);
    Path file = directory.resolve("a.backup");
    assertThat(ledger.text("backup", "--output", file.toString())).contains("300 entries");
    String name = database.name() + "_restored";
    TestDatabase admin = new TestDatabase(database.server(), "postgres");
    admin.execute("create database " + name);
    TestDatabase target = new TestDatabase(database.server(), name);
    try {
      JsonNode json =
          ledger.json("restore", file.toString(), "--ledger-db", target.dsn(), "--anchor", anchor);
      assertThat(json.get("added").asLong()).isEqualTo(300);
      assertThat(json.get("from_empty").asBoolean()).isTrue();
      assertThat(json.get("remarks")).isEmpty();
      assertThat(json.get("verified").get("anchored_to").asLong()).isEqualTo(300);
      CommandLineRun again =
          ledger.run("restore", file.toString(), "--ledger-db", target.dsn(), "--reason", "x");
      assertThat(again.exit()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(again.stderr())
          .contains("nothing was restored: the database has more than the backup")
          .contains("its journal goes on after statement ")
          .contains("audit-ledger drill FILE");
      ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", "");
      CommandLineRun unsigned = ledger.run("restore", file.toString(), "--ledger-db", target.dsn());
      assertThat(unsigned.exit()).isEqualTo(ExitCode.TRUST.code());
      assertThat(unsigned.stderr()).contains("no signing key is named");
    } finally {
      admin.execute("drop database " + name + " with (force)");
    }
  }

  @Test
  void a_drill_leaves_a_signed_account_and_nothing_else(TestDatabase database) throws Exception {
    SealedTestLedger ledger =
        SealedTestLedger.make(database, Files.createDirectory(directory.resolve("l")));
    ledger.append(100);
    String anchor = VerifyRuns.anchor(ledger);
    Path file = directory.resolve("a.backup");
    assertThat(ledger.text("backup", "--output", file.toString())).contains("100 entries");
    Path room = Files.createDirectory(directory.resolve("room"));
    Path report = directory.resolve("11.drill");
    JsonNode json =
        ledger.json(
            "drill",
            file.toString(),
            "--anchor",
            anchor,
            "--directory",
            room.toString(),
            "--report",
            report.toString());
    assertThat(json.get("entries").asLong()).isEqualTo(100);
    assertThat(json.get("verified").get("anchored_to").asLong()).isEqualTo(100);
    try (Stream<Path> left = Files.list(room)) {
      assertThat(left).isEmpty();
    }
    byte[] written = Files.readAllBytes(report);
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(json.get("note").asString());
    SignedNote note = ((Parsed.Value<SignedNote>) SignedNote.parse(written)).value();
    TrustedKeys trusted =
        TrustedKeys.read(Files.readString(Path.of(ledger.trusted()))).orThrow("test");
    assertThat(trusted.noteKeys()).hasSize(1);
    DrillReport drill = ((Parsed.Value<DrillReport>) DrillReport.read(note)).value();
    assertThat(note.verify(trusted, drill.ledger())).isInstanceOf(NoteOutcome.Verified.class);
    assertThat(drill.head().sequence()).isEqualTo(100);
    assertThat(drill.exit()).isZero();
    assertThat(List.of(drill.manifest().hex())).containsExactly(json.get("manifest").asString());
    assertAccount(ledger, report, json);
    byte[] changed = Files.readAllBytes(file);
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    CommandLineRun broken = ledger.run("drill", file.toString(), "--directory", room.toString());
    assertThat(broken.exit()).as("%s", broken).isEqualTo(ExitCode.BACKUP_INVALID.code());
    try (Stream<Path> left = Files.list(room)) {
      assertThat(left).isEmpty();
    }
  }

  /** Who did not do it can read it, and only as it was signed. */
  private void assertAccount(SealedTestLedger ledger, Path report, JsonNode drill)
      throws Exception {
    JsonNode account = ledger.json("verify-report", report.toString());
    for (String same : List.of("exit", "ledger", "manifest", "at", "entries", "root")) {
      assertThat(account.get(same)).as(same).isEqualTo(drill.get(same));
    }
    assertThat(ledger.text("verify-report", report.toString()))
        .contains("a drill of " + drill.get("ledger").asString(), "100 entries", "NOT shown");
    Path forged = directory.resolve("forged.drill");
    Files.writeString(
        forged, Files.readString(report).replace("\"sequence\":100", "\"sequence\":900"));
    CommandLineRun refused = ledger.run("verify-report", forged.toString());
    assertThat(refused.exit()).as("%s", refused).isEqualTo(ExitCode.TRUST.code());
    assertThat(refused.stderr()).contains("is not what was signed");
  }
}
