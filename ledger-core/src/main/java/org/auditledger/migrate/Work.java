package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/**
 * A migration that is to be applied, or taken back.
 *
 * @param expected what the set's objects must be before it, where that is known
 * @param protection how they must be protected before it, where that is known
 * @param founding what is recorded before the receipt, when the ledger's own history begins here
 */
record Work(
    MigrationSet set,
    Migration migration,
    boolean reverting,
    Optional<SchemaDocument> expected,
    Optional<SchemaDocument> protection,
    Optional<Founding> founding) {

  private static final Pattern PREPARED =
      Pattern.compile("create (?:unique )?index concurrently (?:if not exists )?([a-z0-9_]+)");

  private static final int SHOWN = 5;

  static Work apply(
      MigrationSet set,
      Migration migration,
      Optional<SchemaDocument> expected,
      Optional<SchemaDocument> protection) {
    return new Work(set, migration, false, expected, protection, Optional.empty());
  }

  static Work revert(
      MigrationSet set,
      Migration migration,
      Optional<SchemaDocument> expected,
      Optional<SchemaDocument> protection) {
    return new Work(set, migration, true, expected, protection, Optional.empty());
  }

  Work foundedBy(Founding begin) {
    return new Work(set, migration, reverting, expected, protection, Optional.of(begin));
  }

  SetHome home() {
    return SetHome.of(set);
  }

  String locks() {
    return reverting ? migration.revertLocks() : migration.locks();
  }

  /** What a receipt says about the script. */
  MigrationReceipt.Script script() {
    return new MigrationReceipt.Script(
        set.name(),
        migration.version().toString(),
        migration.description(),
        (reverting ? migration.revert() : migration.deploy()).sha256(),
        set.sum());
  }

  /** Refuses to build on something else than was left by the migration before. */
  void requireExpected(SchemaDocument found) {
    require("schema", expected, found);
  }

  /** Refuses to take a weakened protection for the new measure. */
  void requireProtected(SchemaDocument found) {
    require("protection", protection, found);
  }

  private void require(String what, Optional<SchemaDocument> recorded, SchemaDocument found) {
    List<Difference> drift =
        recorded.stream()
            .flatMap(document -> document.differencesTo(found).stream())
            .filter(difference -> !isPrepared(difference))
            .toList();
    if (!drift.isEmpty()) {
      throw drifted(what, drift);
    }
  }

  /** An index that was built for this migration before its transaction is no surprise. */
  boolean isPrepared(Difference difference) {
    String sql = migration.prepare().map(Script::sql).orElse("");
    Matcher index = PREPARED.matcher(sql);
    while (index.find()) {
      if (difference.object().startsWith("index " + index.group(1) + " of ")) {
        return true;
      }
    }
    return false;
  }

  private MigrationException drifted(String what, List<Difference> drift) {
    String shown =
        drift.stream().limit(SHOWN).map(Difference::sentence).collect(Collectors.joining("; "));
    String rest = drift.size() > SHOWN ? "; and " + (drift.size() - SHOWN) + " more" : "";
    return new MigrationException(
        Trouble.DRIFT,
        "the " + what + " is not what was last recorded: " + this + " is not run on it",
        shown + rest,
        "undo what was changed by hand (migrate verify lists all of it); or record it: "
            + (what.equals("protection")
                ? "audit-ledger migrate verify --accept-posture=WHY"
                : "audit-ledger migrate recover"));
  }

  /** Which migration, in words. */
  @Override
  public String toString() {
    return (reverting ? "the revert of " : "")
        + set.name()
        + " "
        + migration.version()
        + " ("
        + migration.description()
        + ")";
  }
}
