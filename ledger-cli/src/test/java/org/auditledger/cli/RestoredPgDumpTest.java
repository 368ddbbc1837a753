package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.backup.Backups;
import org.auditledger.backup.FakePrograms;
import org.auditledger.backup.PgDump;
import org.auditledger.backup.PgDumpCheck;
import org.auditledger.backup.PgDumpChecked;
import org.auditledger.backup.PgDumpSource;
import org.auditledger.backup.PgDumped;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.junit.jupiter.api.io.TempDir;

/** A dump is restored into a server of our own, and what came of it verified. */
class RestoredPgDumpTest {

  private static final String CACHE = Path.of("target", "cache").toAbsolutePath().toString();

  @TempDir private Path directory;

  @OnEveryPostgres
  void a_dump_is_good_when_the_ledger_in_it_is(TestDatabase database) throws Exception {
    // A pg_dump takes no server that is newer than itself, and few machines have the newest.
    assumeThat(FakePrograms.realMajor())
        .as("skipped: there is no pg_dump here for PostgreSQL %s", database.version())
        .isGreaterThanOrEqualTo(database.version());
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    database.execute("create table public.of_others (a int)");
    Path backups = Files.createDirectory(directory.resolve("backups"));
    Path good = backups.resolve("good.dump");
    List<String> said = new ArrayList<>();

    PgDumped dumped = dump("exec REAL/pg_dump \"$@\"", database, good, restoring(said));
    assertThat(dumped.source().schemas()).containsExactly("public", "audit_ledger");
    assertThat(dumped.checked())
        .isInstanceOfSatisfying(
            PgDumpChecked.Restored.class,
            restored -> {
              assertThat(restored.where()).startsWith("PostgreSQL 18.");
              assertThat(restored.report().read().entries()).isEqualTo(300);
              assertThat(restored.report().head()).contains(dumped.source().head());
              assertThat(restored.report().area(Area.CONTENT).findings().total()).isZero();
              // It is another database, and no statement says why.
              assertThat(restored.report().area(Area.HISTORY).findings().first())
                  .extracting(Finding::code)
                  .containsExactly(FindingCode.DATABASE_UNEXPLAINED);
            });
    assertThat(files(backups)).containsExactly(good);

    Path none = backups.resolve("none.dump");
    refuses(
        () -> dump("REAL/pg_dump \"$@\" | head -c -2000", database, none, restoring(said)),
        Trouble.INVALID,
        "pg_restore ended with 1: ");
    // Of a table that cannot be read a dump is complete, too.
    refuses(
        () ->
            dump(
                "exec REAL/pg_dump --exclude-table-data=ledger_entries \"$@\"",
                database,
                none,
                restoring(said)),
        Trouble.INVALID,
        "what was restored from it ends with entry 0, and the ledger with entry 300");
    PgDumpCheck tooNew =
        (programs, file, source) -> restoring(said).check(programs, file, newer(source));
    assertThat(dump("exec REAL/pg_dump \"$@\"", database, none, tooNew).checked())
        .isInstanceOfSatisfying(
            PgDumpChecked.Read.class,
            read -> {
              assertThat(read.entries()).isEqualTo(300);
              assertThat(read.why()).contains("older than the ledger's");
            });
    Files.delete(none);

    VerifyRuns.forge(
        ledger, "update public.ledger_entries set reasoning = 'f' where sequence_number = 4");
    refuses(
        () -> dump("exec REAL/pg_dump \"$@\"", database, none, restoring(said)),
        Trouble.ENTRIES,
        "1 findings in what was restored from the dump");
    assertThat(files(backups)).containsExactly(good);
  }

  private static PgDumpSource newer(PgDumpSource source) {
    return new PgDumpSource(99, source.entries(), source.head(), source.schemas(), source.others());
  }

  private static RestoredPgDump restoring(List<String> said) {
    return new RestoredPgDump(Map.of("XDG_CACHE_HOME", CACHE), TrustedKeys.NONE, 2, said::add);
  }

  private PgDumped dump(String script, TestDatabase database, Path file, PgDumpCheck check)
      throws IOException {
    FakePrograms programs =
        FakePrograms.dumping(
            directory.resolve("bin"),
            "[ \"$1\" != --version ] || exec REAL/pg_dump --version\n" + script);
    return new PgDump(TestSessions.server(database), programs.places(), Backups.NOBODY)
        .write(file, check);
  }

  private static void refuses(ThrowingCallable dumping, Trouble trouble, String why) {
    assertThatThrownBy(dumping)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(why)
        .extracting(e -> ((BackupException) e).trouble())
        .isEqualTo(trouble);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
