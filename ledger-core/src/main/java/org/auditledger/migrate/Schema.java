package org.auditledger.migrate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.entry.Digest;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.signature.TrustedKeys;

/**
 * The gate that an application passes when it starts: behind it the ledger's schema is the one that
 * this version of the library writes.
 */
public final class Schema {

  /** The variables that forbid to migrate at a start: the ancestor's, and ours. */
  static final List<String> SWITCHES = List.of("SKI_AUTOMIGRATE", "AUDIT_LEDGER_AUTOMIGRATE");

  private static final String CLOSED =
      "the ledger is not at this program's version, and the application does not start";

  private static final String NO_PRIVILEGE = "42501";

  private static final Set<String> ON = Set.of("", "true", "1", "yes", "on");
  private static final Set<String> OFF = Set.of("false", "0", "no", "off");

  private Schema() {}

  /**
   * Brings the ledger to this library's version, under the migration lock, or refuses to start.
   *
   * <p>Without a key it asks what the database is, and not what was recorded: that takes no right
   * to the ledger's history, and what psql has brought to the version is as good as ours.
   *
   * @param authority signs for what is done; without one nothing is done
   * @param environment the process's variables: {@code SKI_AUTOMIGRATE=false} or {@code
   *     AUDIT_LEDGER_AUTOMIGRATE=false} leaves migrating to an operator
   * @param progress is told, in a line each, what takes a while
   * @return the version that the ledger is at
   * @throws MigrationException when the ledger is not current; it names the commands that help
   */
  public static Version ensureCurrent(
      Server server,
      Optional<Authority> authority,
      Map<String, String> environment,
      Consumer<String> progress) {
    MigrationSets sets = MigrationSets.released();
    boolean allowed = mayMigrate(environment);
    Optional<Authority> signer = allowed ? authority : Optional.empty();
    Optional<Plan> missing = missing(server, sets, signer);
    if (missing.isPresent()) {
      Authority signing = signer.orElseThrow(() -> closed(sets, missing.get(), allowed));
      UpgradeOutcome unused =
          migrator(server, sets, progress).upgrade(signing, sets.ledger().head(), Proof.STRUCTURAL);
    }
    return sets.ledger().head();
  }

  /** What would have to be done, if anything. */
  private static Optional<Plan> missing(
      Server server, MigrationSets sets, Optional<Authority> signer) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      if (signer.isEmpty() && isHead(connection, sets.ledger())) {
        return Optional.empty();
      }
      TrustedKeys trusted = signer.map(Authority::trustedWithSigner).orElse(TrustedKeys.NONE);
      Situation situation = Situation.read(connection, trusted);
      situation.requireKnown(sets.ledger());
      Plan plan = new Planning(connection, sets, situation).run(sets.ledger().head());
      return Optional.of(plan).filter(found -> !found.isCurrent());
    } catch (SQLException e) {
      if (NO_PRIVILEGE.equals(e.getSQLState())) {
        throw unread(server, e);
      }
      throw DatabaseException.of("looking at the ledger's schema", e);
    }
  }

  private static boolean isHead(Connection connection, MigrationSet ledger) throws SQLException {
    Digest found = new CatalogReader(SetHome.LEDGER.objects()).structure(connection).digest();
    return KnownStates.of(found).flatMap(KnownState::version).equals(Optional.of(ledger.head()));
  }

  private static Migrator migrator(Server server, MigrationSets sets, Consumer<String> progress) {
    // An application that restarts in a loop is not to wait as long as an operator would.
    return new Migrator(
        server,
        sets,
        Duration.ofMinutes(1),
        Path.of(System.getProperty("java.io.tmpdir", ".")),
        progress);
  }

  /** A word that is not understood forbids: whoever set the variable meant something by it. */
  private static boolean mayMigrate(Map<String, String> environment) {
    for (String name : SWITCHES) {
      String value = environment.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT);
      if (!ON.contains(value) && !OFF.contains(value)) {
        throw new MigrationException(
            Trouble.REFUSED,
            name + " is neither true nor false",
            "whether this start may migrate the ledger is not clear, so it does not",
            "set it to true or false");
      }
      if (OFF.contains(value)) {
        return false;
      }
    }
    return true;
  }

  private static MigrationException unread(Server server, SQLException cause) {
    return new MigrationException(
        Trouble.REFUSED,
        new Explanation(
            CLOSED,
            "its schema is not the one that this program writes, and "
                + server.user()
                + " may not read the ledger's history, which says why",
            "as somebody who may, run: audit-ledger migrate status --ledger-db \"$LEDGER_DSN\""),
        cause);
  }

  private static MigrationException closed(MigrationSets sets, Plan plan, boolean allowed) {
    List<String> missing = new ArrayList<>();
    plan.steps().forEach(step -> missing.add(step.set() + " " + step.version()));
    return new MigrationException(
        Trouble.REFUSED,
        CLOSED,
        (missing.isEmpty()
                ? "it is not recorded as current"
                : "missing: " + String.join(", ", missing))
            + (allowed
                ? "; no key was given that could sign for migrating it"
                : "; migrating at a start is switched off"),
        "run: audit-ledger migrate upgrade --ledger-db \"$LEDGER_DSN\" --signing-key FILE"
            + byHand(sets, plan));
  }

  /** What a database administrator runs instead, who trusts psql only. */
  private static String byHand(MigrationSets sets, Plan plan) {
    Optional<Version> first =
        plan.steps().stream()
            .filter(step -> step.set().equals(MigrationSet.LEDGER))
            .findFirst()
            .flatMap(step -> Version.parse(step.version()));
    if (first.isEmpty()) {
      return "";
    }
    Optional<Version> before =
        sets.ledger().migrations().stream()
            .map(Migration::version)
            .filter(version -> version.compareTo(first.get()) < 0)
            .reduce((lower, higher) -> higher);
    List<String> commands =
        PlainSql.upgrade(sets.ledger(), before, sets.ledger().head()).commands();
    return "\nor, by psql and without receipts: " + String.join(" && ", commands);
  }
}
