package org.auditledger.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.verify.Area;
import org.auditledger.verify.LedgerReport;

/** Has pg_dump write the ledger down, and believes it only when that was looked at. */
public final class PgDump {

  /** Who changes the table's definition keeps us waiting; for no longer than this. */
  private static final String LOCK_LIMIT = "--lock-wait-timeout=60s";

  /** From here on pg_dump knows zstd, which is three times as fast as what it does by itself. */
  private static final int ZSTD_SINCE = 16;

  private final Server server;
  private final List<Path> places;
  private final BackupWatch watch;

  /**
   * @param places where pg_dump and pg_restore may be, as {@link PgDumpPrograms#places} has them
   */
  public PgDump(Server server, List<Path> places, BackupWatch watch) {
    this.server = server;
    this.places = List.copyOf(places);
    this.watch = watch;
  }

  /**
   * Dumps the ledger, and what is beside it in its schema but relations of others.
   *
   * @throws BackupException when there is no dump now, and why
   * @throws DatabaseException when the source cannot be read
   */
  public PgDumped write(Path path, PgDumpCheck check) {
    try (TargetFile target = TargetFile.create(path, Backup.NOUN)) {
      PgDumpPrograms programs;
      PgDumpSource source;
      try (Session lead = Session.open(server, SessionSettings.reading())) {
        requireLedger(lead);
        programs = PgDumpPrograms.find(places, server, lead.serverVersion() / 10_000);
        String snapshot = lead.exportSnapshot();
        source = PgDumpSource.read(lead);
        watch.step("dumping with " + programs);
        dump(programs, arguments(source, snapshot), target);
      }
      Digest sha256 = target.settle();
      watch.step("checking the dump");
      PgDumpChecked checked = check.check(programs, target.partial(), source);
      require(source, checked);
      target.publish();
      return new PgDumped(path, target.size(), sha256, programs, source, checked);
    } catch (SQLException e) {
      throw DatabaseException.of("dumping the ledger", e);
    } catch (IOException e) {
      throw TargetFile.failed(path, Backup.NOUN, e);
    }
  }

  private static void requireLedger(Session lead) {
    if (!(LedgerTable.layout(lead) instanceof TableLayout.Found)) {
      throw new BackupException(
          Trouble.NOT_A_LEDGER,
          "nothing was backed up: there is no ledger here",
          "there is no table public.ledger_entries that can be read as a ledger's",
          "check the connection string");
    }
  }

  private void dump(PgDumpPrograms programs, List<String> arguments, TargetFile target)
      throws IOException {
    PgProgram.Ended ended = null;
    if (programs.major() >= ZSTD_SINCE) {
      List<String> fast = new ArrayList<>(List.of("--compress=zstd:1"));
      fast.addAll(arguments);
      ended = run(programs, fast, target);
      // One that was built without it says so before it writes anything.
      if (!ended.well() && target.size() == 0 && ended.said().contains("compression")) {
        ended = null;
      }
    }
    if (ended == null) {
      ended = run(programs, arguments, target);
    }
    if (!ended.well()) {
      throw new BackupException(
          Trouble.PROGRAM,
          "nothing was backed up: " + programs + " did not dump " + server,
          ended.why("pg_dump"),
          "do what it says; --format native needs no pg_dump");
    }
  }

  private PgProgram.Ended run(PgDumpPrograms programs, List<String> arguments, TargetFile target)
      throws IOException {
    return programs
        .dump(arguments, server)
        .run(
            from -> {
              OutputStream out = target.out();
              from.transferTo(out);
              out.flush();
            });
  }

  /** The database, the user and the password are in the environment. */
  private static List<String> arguments(PgDumpSource source, String snapshot) {
    return Stream.of(
            Stream.of("--format=custom", "--no-password", LOCK_LIMIT, "--snapshot=" + snapshot),
            source.schemas().stream().map(schema -> "--schema=" + schema),
            source.others().stream().map(other -> "--exclude-table=" + pattern(other)))
        .flatMap(parts -> parts)
        .toList();
  }

  /** Within quotes nothing stands for something else. */
  private static String pattern(String relation) {
    return "public.\"" + relation.replace("\"", "\"\"") + "\"";
  }

  private static void require(PgDumpSource source, PgDumpChecked checked) {
    if (checked instanceof PgDumpChecked.Unusable unusable) {
      throw invalid(unusable.why(), "run it again; see that the disk is sound and has room");
    }
    if (checked instanceof PgDumpChecked.Restored restored) {
      requireSame(source, restored.report());
    }
    if (checked instanceof PgDumpChecked.Read read && read.entries() != source.entries()) {
      throw invalid(
          "it has " + read.entries() + " entries, and the ledger had " + source.entries(),
          "run it again");
    }
  }

  private static void requireSame(PgDumpSource source, LedgerReport found) {
    Head head = found.head().orElse(Head.GENESIS);
    long findings =
        Stream.of(Area.CHAIN, Area.CONTENT)
            .mapToLong(area -> found.area(area).findings().total())
            .sum();
    if (findings > 0) {
      throw new BackupException(
          Trouble.ENTRIES,
          "nothing was backed up: chain or content of the dumped entries do not hold",
          findings + " findings in what was restored from the dump",
          "to see whether the ledger has them, too: audit-ledger verify");
    }
    if (!head.equals(source.head()) || found.read().entries() != source.entries()) {
      throw invalid(
          "what was restored from it ends with entry "
              + head.sequence()
              + ", and the ledger with entry "
              + source.head().sequence()
              + ", or with another entry of that number",
          "run it again");
    }
  }

  private static BackupException invalid(String why, String next) {
    return new BackupException(
        Trouble.INVALID, "nothing was backed up: the dump is no good", why, next);
  }
}
