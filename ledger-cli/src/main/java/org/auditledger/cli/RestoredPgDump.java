package org.auditledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.audit.AuditException;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditWatch;
import org.auditledger.audit.LedgerAudit;
import org.auditledger.backup.PgDumpCheck;
import org.auditledger.backup.PgDumpChecked;
import org.auditledger.backup.PgDumpPrograms;
import org.auditledger.backup.PgDumpReading;
import org.auditledger.backup.PgDumpSource;
import org.auditledger.cli.embedded.EmbeddedServer;
import org.auditledger.cli.embedded.EmbeddedServerException;
import org.auditledger.cli.embedded.Tree;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.HostAndPort;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.signature.TrustedKeys;

/**
 * Restores a dump into a server of our own, beside the dump, where there is room for a backup, and
 * verifies what came of it. Where that server cannot be had, or is older than what was dumped, the
 * dump is only read.
 */
final class RestoredPgDump implements PgDumpCheck {

  /** What is in there is thrown away again: it need not survive a power failure. */
  private static final List<String> CARELESS =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  private final Map<String, String> environment;
  private final TrustedKeys trusted;
  private final int jobs;
  private final Consumer<String> progress;

  /**
   * @param trusted whose signatures of transcripts are checked
   * @param jobs how many verify at the same time
   * @param progress is told, in a line each, what takes a while
   */
  RestoredPgDump(
      Map<String, String> environment, TrustedKeys trusted, int jobs, Consumer<String> progress) {
    this.environment = environment;
    this.trusted = trusted;
    this.jobs = jobs;
    this.progress = progress;
  }

  @Override
  public PgDumpChecked check(PgDumpPrograms programs, Path dump, PgDumpSource source)
      throws IOException {
    Path directory = Files.createTempDirectory(parent(dump), ".audit-ledger-check-");
    try (EmbeddedServer embedded =
        EmbeddedServer.open(directory.resolve("server"), environment, progress)) {
      String version = embedded.version();
      if (major(version) < source.serverMajor()) {
        String older = "the PostgreSQL brought along is " + version + ", older than the ledger's";
        return new PgDumpReading(older).check(programs, dump, source);
      }
      return restore(embedded, programs, dump);
    } catch (EmbeddedServerException e) {
      String none = "no PostgreSQL of our own could be started: " + e.explanation().why();
      return new PgDumpReading(none).check(programs, dump, source);
    } finally {
      Tree.delete(directory);
    }
  }

  private PgDumpChecked restore(EmbeddedServer embedded, PgDumpPrograms programs, Path dump)
      throws IOException {
    Server server =
        Server.local(
            new HostAndPort(embedded.host(), embedded.port()),
            embedded.database(),
            embedded.user(),
            embedded.password());
    try {
      makeCareless(server);
      Optional<String> failure = programs.restoreInto(server, dump);
      if (failure.isPresent()) {
        return new PgDumpChecked.Unusable(failure.get());
      }
      AuditRequest request = AuditRequest.ofWhole(trusted, Optional.empty(), jobs);
      return new PgDumpChecked.Restored(
          "PostgreSQL " + embedded.version(),
          new LedgerAudit(server, MigrationSets::released, request, AuditWatch.NONE).run());
    } catch (AuditException e) {
      return new PgDumpChecked.Unusable(
          "what was restored from it is no ledger: " + e.explanation().why());
    } catch (SQLException e) {
      throw new IOException("the server to check the dump in: " + e.getMessage(), e);
    }
  }

  private static void makeCareless(Server server) throws SQLException {
    try (Session session = Session.open(server, SessionSettings.writing());
        Statement statement = session.connection().createStatement()) {
      for (String setting : CARELESS) {
        statement.execute("alter system set " + setting + " = off");
      }
      statement.execute("select pg_reload_conf()");
    }
  }

  private static int major(String version) {
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  private static Path parent(Path dump) {
    Path parent = dump.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(dump + " is in no directory");
    }
    return parent;
  }
}
