package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@OnPostgres
class BackupCommandTest {

  @TempDir private Path directory;

  private SealedTestLedger ledger;

  @BeforeEach
  void makeLedger(TestDatabase database) throws Exception {
    ledger = SealedTestLedger.make(database, Files.createDirectory(directory.resolve("l")));
    ledger.append(30);
  }

  @Test
  void a_backup_says_what_it_is_of_and_where() throws Exception {
    Path file = directory.resolve("a.backup");
    JsonNode json = ledger.json("backup", "--output", file.toString());
    assertThat(json.get("format").asString()).isEqualTo("audit-ledger/backup-taken/1");
    assertThat(json.get("entries").asLong()).isEqualTo(30);
    assertThat(json.get("size").asLong()).isEqualTo(Files.size(file));
    assertThat(json.get("signed").asBoolean()).isTrue();
    assertThat(json.get("statement").asLong()).isGreaterThan(1);
    JsonNode listed = ledger.json("backup", "list", directory.toString());
    assertThat(listed.get("files")).hasSize(1);
    assertThat(listed.get("files").get(0).get("manifest").asString())
        .isEqualTo(json.get("manifest").asString());
    CommandLineRun again = ledger.run("backup", "--output", file.toString());
    assertThat(again.exit()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(again.stderr()).contains("no backup is ever written over");
    CommandLineRun nowhere = ledger.run("backup");
    assertThat(nowhere.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(nowhere.stderr()).contains("--output FILE");
  }

  @Test
  void an_encrypted_backup_opens_with_its_passphrase_and_an_incremental_goes_on_from_it()
      throws Exception {
    Path secret = directory.resolve("secret");
    Files.writeString(secret, "correct horse battery staple\n");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Path backups = Files.createDirectory(directory.resolve("backups"));
    Path first = backups.resolve("a.backup");
    String[] open = {"--decrypt-passphrase-file", secret.toString()};
    ledger.text(
        "backup", "--output", first.toString(), "--encrypt-passphrase-file", secret.toString());
    assertThat(Files.readString(first, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("age-encryption.org/v1\n")
        .doesNotContain("header.json");
    ledger.append(5);
    Path second = backups.resolve("b.backup");
    JsonNode json =
        ledger.json(
            "backup",
            "--output",
            second.toString(),
            "--incremental-from",
            first.toString(),
            open[0],
            open[1]);
    assertThat(json.get("entries").asLong()).isEqualTo(5);
    JsonNode listed = ledger.json("backup", "list", backups.toString(), open[0], open[1]);
    assertThat(listed.get("files").get(1).get("needs")).hasSize(2);
    JsonNode closed = ledger.json("backup", "list", backups.toString());
    assertThat(closed.get("files").toString()).contains("it is encrypted");
    JsonNode verified =
        ledger.json("backup", "verify", first.toString(), second.toString(), open[0], open[1]);
    assertThat(verified.get("entries").asLong()).isEqualTo(35);
  }

  @Test
  void what_is_not_needed_goes_when_it_is_said_twice() throws Exception {
    Path backups = Files.createDirectory(directory.resolve("backups"));
    for (String name : new String[] {"a.backup", "b.backup"}) {
      ledger.text("backup", "--output", backups.resolve(name).toString());
      ledger.append(5);
    }
    assertThat(ledger.text("backup", "prune", backups.toString(), "--keep", "1"))
        .contains("would remove 1 backup", "a.backup", "--apply");
    assertThat(backups.resolve("a.backup")).exists();
    assertThat(ledger.text("backup", "prune", backups.toString(), "--keep", "1", "--apply"))
        .contains("removed 1 backup");
    assertThat(backups.resolve("a.backup")).doesNotExist();
    assertThat(ledger.text("backup", "prune", backups.toString(), "--keep", "1", "--apply"))
        .contains("nothing to remove");
    assertThat(ledger.run("backup", "prune", backups.toString(), "--keep", "0").exit())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void an_upgrade_that_asks_for_a_backup_takes_no_other() throws Exception {
    Path file = directory.resolve("a.backup");
    ledger.text("backup", "--output", file.toString());
    assertThat(ledger.text("migrate", "upgrade", "--backup", file.toString()))
        .contains("nothing to do");
    String key = ledger.key().toString();
    Path unsigned = directory.resolve("b.backup");
    ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", "");
    assertThat(ledger.run("backup", "--output", unsigned.toString()).stderr())
        .contains("nobody has signed it");
    CommandLineRun nobodys =
        ledger.run("migrate", "upgrade", "--backup", unsigned.toString(), "--signing-key", key);
    assertThat(nobodys.exit()).as("%s", nobodys).isEqualTo(ExitCode.TRUST.code());
    assertThat(nobodys.stderr()).contains("nobody who is trusted signed " + unsigned);
    ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", key);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    CommandLineRun changed = ledger.run("migrate", "upgrade", "--backup", file.toString());
    assertThat(changed.exit()).isEqualTo(ExitCode.BACKUP_INVALID.code());
    assertThat(changed.stderr()).contains("a.backup is no sound backup");
  }
}
