package org.auditledger.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pg_dump wrote gets its name when it is good, and else there is nothing. */
class PgDumpTest {

  private static final String PASSWORD = "hunter2-hunter2";
  private static final PgDumpCheck READING = new PgDumpReading("it is a test");

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void has_a_place_for_it() throws IOException {
    file = Files.createDirectory(directory.resolve("backups")).resolve("ledger.dump");
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void a_ledger_is_dumped_where_pg_dump_is_as_new_as_the_server(TestDatabase database)
      throws Exception {
    fill(database);
    database.execute(
        "create table public.\"other \"\".*\" (a int); create table beside (a serial)");
    FakePrograms programs =
        FakePrograms.dumping(
            directory.resolve("bin"),
            "echo \"$@\" >> '" + directory + "/argv'; exec REAL/pg_dump \"$@\"");
    if (FakePrograms.realMajor() < database.version()) {
      assertThatThrownBy(() -> write(programs, database, READING))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("apt-get install postgresql-client-" + database.version());
      assertNothing();
      return;
    }
    PgDumped dumped = write(programs, database, READING);

    assertThat(dumped.checked()).isEqualTo(new PgDumpChecked.Read(120, "it is a test"));
    assertThat(dumped.source().entries()).isEqualTo(120);
    assertThat(dumped.source().head().sequence()).isEqualTo(120);
    assertThat(dumped.source().others()).containsExactly("beside", "beside_a_seq", "other \".*");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(dumped.size()).isEqualTo(bytes.length);
    assertThat(dumped.sha256()).isEqualTo(Digest.sha256(bytes));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(directory.resolve("argv")))
        .contains("--snapshot=", "--schema=public")
        .doesNotContain(PASSWORD, database.name(), "audit_ledger");
    assertThat(listed(file))
        .contains(" TABLE DATA public ledger_entries ", " TRIGGER public ledger_entries ")
        .doesNotContain("other", "beside");
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void what_is_no_good_leaves_nothing(TestDatabase database) throws Exception {
    assumeThat(FakePrograms.realMajor())
        .as("skipped: there is no pg_dump here for PostgreSQL %s", database.version())
        .isGreaterThanOrEqualTo(database.version());
    fill(database);

    refuses(
        fake("fails", "echo \"no entry for $PGPASSWORD\" >&2; exit 7"),
        database,
        Trouble.PROGRAM,
        "pg_dump ended with 7: no entry for ***");
    refuses(
        fake("is silent", "exit 1"), database, Trouble.PROGRAM, "ended with 1 and said nothing");
    refuses(fake("writes nothing", "exit 0"), database, Trouble.INVALID, "pg_restore ended with 1");
    refuses(
        fake("cuts its end", "REAL/pg_dump \"$@\" | head -c -100"),
        database,
        Trouble.INVALID,
        "pg_restore ended with 1");
    refuses(
        fake("leaves the rows", "exec REAL/pg_dump --schema-only \"$@\""),
        database,
        Trouble.INVALID,
        "the table of the entries is not in it");
    FakePrograms good = fake("is good", "exec REAL/pg_dump \"$@\"");
    assertRefused(
        () -> write(good, database, (p, dump, source) -> new PgDumpChecked.Read(119, "")),
        Trouble.INVALID,
        "it has 119 entries, and the ledger had 120");
    assertRefused(
        () -> write(good, database, (p, dump, source) -> new PgDumpChecked.Unusable("so")),
        Trouble.INVALID,
        "the dump is no good\nso\n");
    write(good, database, READING);
    assertThatThrownBy(() -> write(good, database, READING))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("there is a file of this name");
    assertThat(written()).containsExactly(file);
  }

  /** Each build of pg_dump has what it was built with. */
  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void one_that_was_built_without_zstd_does_without(TestDatabase database) throws Exception {
    assumeThat(FakePrograms.realMajor())
        .as("skipped: there is no pg_dump here for PostgreSQL %s", database.version())
        .isGreaterThanOrEqualTo(database.version());
    fill(database);
    String refusal = "this build does not support compression with ZSTD";
    FakePrograms programs =
        fake(
            "has no zstd",
            "case \"$1\" in --version) echo 'pg_dump (PostgreSQL) 18.1';;"
                + (" --compress=zstd:1) echo 'pg_dump: error: " + refusal + "' >&2; exit 1;;")
                + " *) exec REAL/pg_dump \"$@\";; esac");
    PgDumped dumped = write(programs, database, READING);
    assertThat(dumped.programs().major()).isEqualTo(18);
    assertThat(listed(file)).contains(" TABLE DATA public ledger_entries ");
  }

  @OnPostgres
  @Test
  void a_database_without_a_ledger_is_no_source(TestDatabase database) throws Exception {
    FakePrograms programs = fake("is new", "echo 'pg_dump (PostgreSQL) 99.0'");
    refuses(programs, database, Trouble.NOT_A_LEDGER, "there is no table public.ledger_entries");
  }

  private static void fill(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
  }

  private FakePrograms fake(String name, String script) throws IOException {
    return FakePrograms.dumping(
        directory.resolve(name),
        "if [ \"$1\" = --version ]; then "
            + (script.contains("--version") ? ":" : "exec REAL/pg_dump --version")
            + "; fi\n"
            + script);
  }

  /** As a role of its own, whose password is in no other text. */
  private PgDumped write(FakePrograms programs, TestDatabase database, PgDumpCheck check)
      throws SQLException {
    String role = database.name() + "_dumper";
    database.execute("create role " + role + " superuser login password '" + PASSWORD + "'");
    try {
      Server server =
          TestSessions.server(
              database.dsn().replaceFirst("//[^@]*@", "//" + role + ":" + PASSWORD + "@"));
      return new PgDump(server, programs.places(), Backups.NOBODY).write(file, check);
    } finally {
      database.execute("drop role " + role);
    }
  }

  private void refuses(FakePrograms programs, TestDatabase database, Trouble trouble, String why)
      throws IOException {
    assertRefused(() -> write(programs, database, READING), trouble, why);
  }

  private void assertRefused(ThrowingCallable writing, Trouble trouble, String why)
      throws IOException {
    assertThatThrownBy(writing)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining(PASSWORD)
        .extracting(e -> ((BackupException) e).trouble())
        .isEqualTo(trouble);
    assertNothing();
  }

  private void assertNothing() throws IOException {
    assertThat(written()).isEmpty();
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  private static String listed(Path dump) throws IOException {
    String restore = FakePrograms.real().orElseThrow().resolve("pg_restore").toString();
    Process process = new ProcessBuilder(restore, "--list", dump.toString()).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
