package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.LedgerAudit;
import org.auditledger.checkpoint.Seals;
import org.auditledger.doctor.Reading.Source;
import org.auditledger.entry.LedgerName;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.MigrationStatus;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;
import org.auditledger.retention.PlanSettings;
import org.auditledger.retention.Retention;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.Area;
import org.auditledger.verify.LedgerReport;

/** Looks at a ledger and its server, and says what endangers them. Changes nothing. */
public final class Doctor {

  private final Server server;
  private final MigrationSets sets;
  private final Limits limits;
  private final TrustedKeys trusted;
  private final Optional<SigningKeyFile> signingKey;
  private final Clock clock;

  /**
   * @param trusted whom to believe; where that is nobody, what is signed is not checked
   * @param signingKey the key that whoever asks signs with: it is looked at, and not used
   */
  public Doctor(
      Server server,
      MigrationSets sets,
      Limits limits,
      TrustedKeys trusted,
      Optional<SigningKeyFile> signingKey,
      Clock clock) {
    this.server = server;
    this.sets = sets;
    this.limits = limits;
    this.trusted = trusted;
    this.signingKey = signingKey;
    this.clock = clock;
  }

  /**
   * Statements that give a ledger to an owner as which nobody can log in. They change what protects
   * it, so whoever has the key accepts that afterwards.
   */
  public static String handOver() {
    return SqlText.of(Doctor.class, "hand_over");
  }

  /**
   * Looks.
   *
   * @throws org.auditledger.audit.AuditException when there is no ledger
   * @throws DatabaseException when the server cannot be reached, or goes away
   */
  public Diagnosis run() {
    Reading<LedgerReport> verified =
        Reading.of(
            "verifying the ledger's history",
            () ->
                new LedgerAudit(
                        server,
                        () -> sets,
                        AuditRequest.ofWhole(trusted, Optional.empty(), 1),
                        (read, blocks) -> {})
                    .besidesEntries());
    try (Session session = Session.open(server, SessionSettings.reading())) {
      // Each reading ends its own transaction, so that one that was refused takes no other along.
      return look(session.connection(), verified);
    } catch (SQLException e) {
      throw DatabaseException.of("looking at the ledger", e);
    }
  }

  private Diagnosis look(Connection connection, Reading<LedgerReport> verified)
      throws SQLException {
    Instant now = clock.instant();
    Reading<MigrationStatus> status =
        read("migrations", () -> MigrationStatus.read(connection, sets, trusted));
    Reading<Settings> settings = read("settings", () -> Settings.read(connection));
    Reading<ServerFacts> facts = read("the server", () -> ServerFacts.read(connection, clock));
    boolean adopted =
        !(status instanceof Reading.Read<MigrationStatus> read)
            || read.value().ledger().isPresent();
    List<SubjectReport> subjects = new ArrayList<>();
    subjects.add(area(Subject.HISTORY, Area.HISTORY, verified, "it holds together"));
    subjects.add(area(Subject.PROTECTION, Area.POSTURE, verified, "it is what was recorded"));
    subjects.add(
        Chart.of(
            Subject.MIGRATIONS,
            status,
            (found, chart) -> LedgerRules.migrations(found, sets, chart)));
    subjects.addAll(recorded(connection, adopted, now));
    subjects.add(partitions(connection, adopted));
    subjects.add(
        Chart.of(
            Subject.ROLES,
            both(read("roles", () -> RoleFacts.read(connection)), settings),
            (found, chart) -> RoleRules.judge(found.first(), found.second(), chart)));
    subjects.add(
        Chart.of(
            Subject.DURABILITY,
            both(facts, settings),
            (found, chart) -> DurabilityRules.judge(found.first(), found.second(), chart)));
    subjects.add(
        Chart.of(
            Subject.SERVER,
            both(facts, settings),
            (found, chart) -> ServerRules.judge(found.first(), found.second(), chart)));
    return new Diagnosis(ledger(status), now, subjects);
  }

  /** What the journal tells of: there has to be one. */
  private List<SubjectReport> recorded(Connection connection, boolean adopted, Instant now) {
    Reading<SealFacts> seals =
        whereAdopted(
            adopted,
            "seals",
            () -> SealFacts.read(connection, new Seals(server, trusted).list(SealFacts.ENOUGH)));
    Reading<BackupFacts> backups =
        whereAdopted(
            adopted,
            "backups",
            () ->
                BackupFacts.read(
                    connection,
                    trusted,
                    seals instanceof Reading.Read<SealFacts> read ? read.value().entries() : 0));
    Reading<KeyFacts> keys =
        whereAdopted(
            adopted, "keys", () -> KeyFacts.read(new LedgerKeys(server).list(trusted), signingKey));
    return List.of(
        Chart.of(
            Subject.SEALS, seals, (found, chart) -> LedgerRules.seals(found, limits, now, chart)),
        Chart.of(
            Subject.BACKUPS,
            backups,
            (found, chart) -> LedgerRules.backups(found, limits, now, chart)),
        Chart.of(Subject.KEYS, keys, KeyRules::judge));
  }

  private SubjectReport partitions(Connection connection, boolean adopted) {
    return Chart.of(
        Subject.PARTITIONS,
        read("partitions", () -> PartitionFacts.read(connection)),
        (found, chart) ->
            PartitionRules.judge(
                found,
                whereAdopted(
                    adopted && found.exists(),
                    "retention",
                    () ->
                        new Retention(server, Duration.ZERO, said -> {})
                            .status(trusted, PlanSettings.DEFAULT)),
                limits,
                chart));
  }

  private SubjectReport area(
      Subject subject, Area area, Reading<LedgerReport> verified, String good) {
    return Chart.of(
        subject,
        verified,
        (report, chart) ->
            LedgerRules.area(report, area, good, !trusted.noteKeys().isEmpty(), chart));
  }

  private static Optional<LedgerName> ledger(Reading<MigrationStatus> status) {
    return status instanceof Reading.Read<MigrationStatus> read
        ? read.value().ledger()
        : Optional.empty();
  }

  private static <T> Reading<T> whereAdopted(boolean adopted, String what, Source<T> source) {
    return adopted
        ? read(what, source)
        : Reading.none("the ledger is not adopted, so nothing records it");
  }

  private static <T> Reading<T> read(String what, Source<T> source) {
    return Reading.of("reading " + what, source);
  }

  /** Two kinds of facts that a rule needs together. */
  private record Both<A, B>(A first, B second) {}

  private static <A, B> Reading<Both<A, B>> both(Reading<A> first, Reading<B> second) {
    if (first instanceof Reading.Refused<A> refused) {
      return new Reading.Refused<>(refused.why());
    }
    if (second instanceof Reading.Refused<B> refused) {
      return new Reading.Refused<>(refused.why());
    }
    return new Reading.Read<>(
        new Both<>(((Reading.Read<A>) first).value(), ((Reading.Read<B>) second).value()));
  }
}
