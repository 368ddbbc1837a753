package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.auditledger.cli.embedded.EmbeddedServer;
import org.auditledger.keyfile.SigningKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a directory: its server runs for as long as the command, and keeps its secret. */
class EmbeddedLedgerTest {

  /** The binaries are unpacked where other tests have theirs, and never in somebody's home. */
  private static final String CACHE = Path.of("target", "cache").toAbsolutePath().toString();

  @TempDir private Path base;

  @Test
  void runs_while_it_is_used_and_is_kept() throws IOException {
    Path directory = base.resolve("ledger");
    Map<String, String> environment =
        Map.of("LEDGER_DSN", "embedded:" + directory, "XDG_CACHE_HOME", CACHE);
    CommandLineRun made = RunSql.with(environment, "--write", "create table public.t ()");
    assertThat(made.exit()).as("%s", made).isZero();
    assertThat(made.stdout()).isEqualTo("done\n");
    assertThat(made.stderr()).contains("creating a PostgreSQL 18 in ");
    assertStopped(directory);

    CommandLineRun found = RunSql.with(environment, "--quiet", "select count(*) from public.t");
    assertThat(found.stdout()).as("%s", found).isEqualTo("0\n");
    assertThat(found.stderr()).isEmpty();

    String password = Files.readString(directory.resolve("password")).strip();
    Map<String, String> debug = new java.util.HashMap<>(environment);
    debug.put("AUDIT_LEDGER_DEBUG", "1");
    CommandLineRun failed =
        RunSql.with(debug, "do 'begin raise exception ''it is %'', ''" + password + "''; end'");
    assertThat(failed.exit()).as("%s", failed).isEqualTo(20);
    assertThat(failed.stderr())
        .contains("LEDGER_DSN: using postgresql://")
        .contains("it is ***")
        .contains("\tat ")
        .doesNotContain(password);
    assertStopped(directory);
  }

  @Test
  void what_only_follows_another_server_is_not_migrated() throws IOException {
    Path directory = base.resolve("standby");
    Map<String, String> environment =
        Map.of("LEDGER_DSN", "embedded:" + directory, "XDG_CACHE_HOME", CACHE);
    CommandLineRun made = CommandLineRun.in(environment, "migrate", "status", "--quiet");
    assertThat(made.stdout()).as("%s", made).contains("  schema   no ledger\n");
    Files.createFile(directory.resolve("data/standby.signal"));
    for (String command : List.of("upgrade", "adopt", "recover")) {
      CommandLineRun refused = CommandLineRun.in(environment, "migrate", command, "--quiet");
      assertThat(refused.exit()).as("%s", refused).isEqualTo(ExitCode.DATABASE.code());
      assertThat(refused.stderr())
          .startsWith("audit-ledger: the server is a standby and only follows another one\n")
          .contains("nothing was changed");
    }
    CommandLineRun looked = CommandLineRun.in(environment, "migrate", "plan", "--quiet");
    assertThat(looked.exit()).as("%s", looked).isZero();
  }

  @Test
  void a_wrong_password_is_said_to_be_one_and_is_not_shown() throws IOException {
    Path key = base.resolve("a.key");
    assertThat(new SigningKeyFile(key).create("a", null, new SecureRandom()).name()).isEqualTo("a");
    try (EmbeddedServer server =
        EmbeddedServer.open(base.resolve("l"), Map.of("XDG_CACHE_HOME", CACHE), line -> {})) {
      String dsn =
          "postgresql://%s:wrong-one@%s:%d/%s"
              .formatted(server.user(), server.host(), server.port(), server.database());
      for (String command : List.of("upgrade", "adopt", "recover", "status", "verify", "plan")) {
        CommandLineRun run =
            CommandLineRun.in(
                Map.of("LEDGER_DSN", dsn, "AUDIT_LEDGER_SIGNING_KEY", key.toString()),
                "migrate",
                command);
        assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).contains("password").doesNotContain("wrong-one").hasLineCount(3);
      }
    }
  }

  private static void assertStopped(Path directory) {
    assertThat(directory.resolve("data")).isDirectory();
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }
}
