package org.auditledger.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.journal.MigrationStarted;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.seal.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about migrations: what was done, and what the schema must be since. A
 * statement that does not stand says nothing here.
 */
final class MigrationJournal {

  /** The object of an incident that says in which state the schema was found. */
  static final String SCHEMA = "schema of ";

  private final List<RecordedMigration> migrations = new ArrayList<>();

  /** Versions of the ledger set whose effect was found gone, and the statement that says so. */
  private final Map<String, Long> gone = new HashMap<>();

  private @Nullable Statement first;
  private @Nullable LedgerAdopted adopted;
  private @Nullable MigrationStarted started;
  private long unknownSigner;
  private @Nullable Digest ledgerStructure;
  private @Nullable Digest ledgerPosture;
  private @Nullable Digest controlStructure;
  private @Nullable Digest controlPosture;

  /** Takes the next statement. */
  void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null || entry.standing() instanceof Standing.Refused) {
      return;
    }
    if (entry.standing() instanceof Standing.SignedByUnknownKey && unknownSigner == 0) {
      unknownSigner = entry.position();
    }
    if (first == null) {
      first = statement;
    }
    take(statement, signers(entry.standing()));
  }

  private void take(Statement statement, List<String> signedBy) {
    Members body = statement.body();
    switch (statement.kind()) {
      case LEDGER_ADOPTED -> {
        ledgerStructure = Digest.ofHex(body.text("fingerprint"));
        if (LedgerAdopted.read(body) instanceof Parsed.Value<LedgerAdopted> read) {
          adopted = read.value();
        }
      }
      case MIGRATION_STARTED -> started = MigrationStarted.read(body);
      case MIGRATION_APPLIED, MIGRATION_REVERTED -> take(statement, body, signedBy);
      case POSTURE_ACCEPTED -> {
        takePosture(
            Digest.ofHex(body.text("posture_before")), Digest.ofHex(body.text("posture_after")));
      }
      case INCIDENT -> takeIncident(statement.position(), body);
      default -> {
        // The others are not about the schema.
      }
    }
  }

  private void take(Statement statement, Members body, List<String> signedBy) {
    MigrationReceipt receipt = MigrationReceipt.read(body);
    boolean reverted = statement.kind() == Kind.MIGRATION_REVERTED;
    migrations.add(
        new RecordedMigration(
            statement.position(), statement.at(), statement.actor(), reverted, receipt, signedBy));
    if (receipt.script().set().equals(MigrationSet.CONTROL)) {
      controlStructure = receipt.fingerprintAfter();
      controlPosture = receipt.postureAfter();
      return;
    }
    ledgerStructure = receipt.fingerprintAfter();
    ledgerPosture = receipt.postureAfter();
    if (started != null && started.script().version().equals(receipt.script().version())) {
      started = null;
    }
  }

  /** That of a ledger that was adopted is accepted as it is found: nothing was recorded before. */
  private void takePosture(Digest before, Digest after) {
    if (before.equals(ledgerPosture) || (ledgerPosture == null && before.equals(after))) {
      ledgerPosture = after;
    }
    if (before.equals(controlPosture)) {
      controlPosture = after;
    }
  }

  /** After an incident the schema is what it was found to be. */
  private void takeIncident(long position, Members body) {
    if (body.text("object").equals(SCHEMA + MigrationSet.LEDGER)
        && body.find("details").orElse(null) instanceof Members details
        && details.find("fingerprint").orElse(null) instanceof Text found
        && Digest.isHex(found.value())) {
      ledgerStructure = Digest.ofHex(found.value());
      if (details.find("gone").orElse(null) instanceof Sequence versions) {
        versions.values().stream()
            .filter(Text.class::isInstance)
            .forEach(version -> gone.put(((Text) version).value(), position));
      }
    }
  }

  private static List<String> signers(Standing standing) {
    return standing instanceof Standing.Signed signed
        ? signed.by().stream().map(key -> key.toString()).toList()
        : List.of();
  }

  /** The statement that the journal begins with, once it has begun. */
  Optional<Statement> first() {
    return Optional.ofNullable(first);
  }

  /** How the ledger was found, if it was not made new. */
  Optional<LedgerAdopted> adopted() {
    return Optional.ofNullable(adopted);
  }

  /** A migration that began outside a transaction and was not finished since. */
  Optional<MigrationStarted> unfinished() {
    return Optional.ofNullable(started);
  }

  /** All migrations, oldest first. */
  List<RecordedMigration> migrations() {
    return List.copyOf(migrations);
  }

  /** The first statement that only unknown keys have signed. */
  OptionalLong firstUnknown() {
    return unknownSigner == 0 ? OptionalLong.empty() : OptionalLong.of(unknownSigner);
  }

  /** Whether a migration's effect was found gone after it was recorded. */
  boolean isGone(RecordedMigration migration) {
    return migration.receipt().script().set().equals(MigrationSet.LEDGER)
        && gone.getOrDefault(migration.receipt().script().version(), 0L) > migration.position();
  }

  /** What the structure of a set's objects was last recorded as. */
  Optional<Digest> structure(MigrationSet set) {
    return Optional.ofNullable(isControl(set) ? controlStructure : ledgerStructure);
  }

  /** What the posture of a set's objects was last recorded as. */
  Optional<Digest> posture(MigrationSet set) {
    return Optional.ofNullable(isControl(set) ? controlPosture : ledgerPosture);
  }

  private static boolean isControl(MigrationSet set) {
    return set.name().equals(MigrationSet.CONTROL);
  }
}
