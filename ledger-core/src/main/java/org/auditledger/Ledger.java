package org.auditledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditWatch;
import org.auditledger.audit.LedgerAudit;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Schema;
import org.auditledger.migrate.Version;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.verify.LedgerReport;

/**
 * A ledger in its database, whose schema is the one that this version of the library writes.
 *
 * <p>It holds no connection and need not be closed. Who appends needs the role {@code
 * ledger_writer}, who verifies {@code ski_audit_reader}, and neither needs a key.
 */
public final class Ledger {

  /** Who else holds the journal is a moment about it, or a migration that waits for a lock. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Server server;
  private final Clock clock;

  private Ledger(Server server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * The gate at an application's start: the ledger that a connection string names, if its schema is
   * the one that this version of the library writes. It changes nothing.
   *
   * @param connectionString a URI for libpq, SQLAlchemy or JDBC, {@code key=value}, or {@code
   *     service=NAME}; no message ever holds its password
   * @param environment the process's variables: what the connection string leaves open comes from
   *     PGHOST and its friends
   * @param clock what time it is when an entry gets its place
   * @throws org.auditledger.postgres.ConnectionStringException when it names no server
   * @throws DatabaseException when there is no server, or it lets us not in
   * @throws org.auditledger.migrate.MigrationException when there is no ledger, or it is at another
   *     version; it names the commands that help
   */
  public static Ledger open(String connectionString, Map<String, String> environment, Clock clock) {
    Server server = server(connectionString, environment);
    Version unused = Schema.ensureCurrent(server, Optional.empty(), environment, line -> {});
    return new Ledger(server, clock);
  }

  /**
   * The same for who holds the ledger's key and owns its tables: the ledger is made, adopted or
   * brought to this library's version first, one migration after the other, each with its receipt.
   * Where {@code AUDIT_LEDGER_AUTOMIGRATE} or {@code SKI_AUTOMIGRATE} is false in the environment
   * it is not, and whatever is missing is refused.
   *
   * @param progress is told, in a line each, what takes a while
   * @throws org.auditledger.migrate.MigrationException when it cannot be brought there; no
   *     migration is ever half done
   */
  public static Ledger upgrade(
      String connectionString,
      Map<String, String> environment,
      Clock clock,
      LedgerKey key,
      Consumer<String> progress) {
    Server server = server(connectionString, environment);
    Authority authority =
        new Authority(key.sealing().signer(), key.trusted(), key.program(), clock);
    Version unused = Schema.ensureCurrent(server, Optional.of(authority), environment, progress);
    return new Ledger(server, clock);
  }

  private static Server server(String connectionString, Map<String, String> environment) {
    return ConnectionString.parseServer(connectionString, ClientEnvironment.of(environment));
  }

  /** What the operator should hear: a password file that was ignored, for instance. */
  public List<String> warnings() {
    return server.warnings();
  }

  /** A writer with the {@linkplain WriterSettings#standard standard settings}. */
  public LedgerWriter writer() {
    return writer(WriterSettings.standard());
  }

  /**
   * A writer, for as many threads as there are. One for a process is enough, and is faster than
   * several: who appends at the same time shares a transaction.
   *
   * @throws DatabaseException when there is no server, or it lets us not in
   * @throws org.auditledger.append.AppendException when there is no ledger any more
   */
  public LedgerWriter writer(WriterSettings settings) {
    return LedgerWriter.open(server, settings, clock);
  }

  /**
   * What {@link WriterSettings#withSealing} takes, for an application that holds the ledger's key:
   * what is appended, by whomever, is then sealed beside its writer. The role needs the journal. An
   * application without a key leaves this to {@code audit-ledger checkpoint create}, elsewhere.
   *
   * @param schedule when what is new is due
   * @param listener who is told of each seal, and of trouble
   */
  public SealOrder sealing(LedgerKey key, SealSchedule schedule, SealListener listener) {
    Sealer sealer =
        new Sealer(server, key.sealing(), key.trusted(), key.program(), clock, PATIENCE);
    return new SealOrder(sealer, schedule, listener);
  }

  /**
   * Where the chain ends now: {@link Head#GENESIS} when there are no entries. Empty when it ends
   * with an entry that none could continue; {@link #verify} says what is wrong with it.
   *
   * @throws DatabaseException when it cannot be read
   */
  public Optional<Head> head() {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      return LedgerTable.head(session.connection());
    } catch (SQLException e) {
      throw DatabaseException.of("reading where the ledger ends", e);
    }
  }

  /**
   * Verifies all of the ledger as it is at this moment, in constant memory and without keeping
   * writers waiting. What is wrong is in the report, and no exception.
   *
   * @param evidence what was kept outside of the database; without any, nobody can tell whether
   *     somebody has rewritten the whole ledger, or cut its end off
   * @param jobs how many sessions read and judge at the same time, 1 to 256
   * @throws org.auditledger.audit.AuditException when there is no ledger
   * @throws org.auditledger.checkpoint.SealException when the anchor is no anchor of a ledger
   * @throws DatabaseException when it cannot be read to its end
   */
  public LedgerReport verify(Evidence evidence, int jobs) {
    AuditRequest request = AuditRequest.ofWhole(evidence.trusted(), evidence.anchor(), jobs);
    return new LedgerAudit(server, MigrationSets::released, request, AuditWatch.NONE).run();
  }

  /** For people: where it is and who connects, and nothing secret. */
  @Override
  public String toString() {
    return "ledger at " + server;
  }
}
