package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.control.DocumentTable;
import org.auditledger.control.JournalTable;
import org.auditledger.control.RetentionCache;
import org.auditledger.entry.Digest;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.DocumentReading;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.signature.TrustedKeys;

/**
 * Where a ledger stands: what its schema is, what the histories of migrations say, and what the
 * journal says.
 *
 * @param structure of the ledger set's objects
 * @param schema what that is recognised as
 * @param control the history of the control set
 * @param ledger the history of the ledger set
 * @param journal what the journal says about migrations
 * @param buffer what it says about the telemetry buffer
 * @param cache what the drop function is to find of that
 * @param reader the journal, judged to its end
 */
record Situation(
    SchemaDocument structure,
    Recognition schema,
    List<HistoryRow> control,
    List<HistoryRow> ledger,
    MigrationJournal journal,
    BufferHistory buffer,
    RetentionCache cache,
    JournalReader reader) {

  static Situation read(Connection connection, TrustedKeys trusted) throws SQLException {
    MigrationJournal journal = new MigrationJournal();
    BufferHistory buffer = new BufferHistory();
    RetentionCache cache = new RetentionCache();
    Consumer<JournalEntry> each =
        entry -> {
          journal.accept(entry);
          buffer.accept(entry);
          cache.accept(entry);
        };
    JournalReader reader =
        JournalTable.exists(connection)
            ? JournalTable.read(connection, trusted, each)
            : new JournalReader(trusted);
    SchemaDocument structure = new CatalogReader(SetHome.LEDGER.objects()).structure(connection);
    return new Situation(
        structure,
        KnownStates.recognise(structure),
        HistoryTable.read(connection, SetHome.CONTROL.history()),
        HistoryTable.read(connection, SetHome.LEDGER.history()),
        journal,
        buffer,
        cache,
        reader);
  }

  /** Whether the ledger's own history has begun. */
  boolean isFounded() {
    return journal.first().isPresent() || reader.head().position() > 0;
  }

  /** The versions of this set that are in effect, the lowest first. */
  List<Version> applied(MigrationSet set) {
    return HistoryTable.applied(history(set));
  }

  /** Refuses what a newer program has upgraded: nobody here knows what that has changed. */
  void requireKnown(MigrationSet set) {
    for (Version version : applied(set)) {
      if (set.find(version).isEmpty()) {
        throw new MigrationException(
            Trouble.REFUSED,
            "the ledger is at version " + version + ", which this program does not know",
            "a newer program has upgraded it",
            "use that one");
      }
    }
  }

  List<HistoryRow> history(MigrationSet set) {
    return set.name().equals(MigrationSet.CONTROL) ? control : ledger;
  }

  /** What the objects of a set were last recorded as; nothing when that is not known here. */
  Optional<SchemaDocument> recordedStructure(Connection connection, MigrationSet set)
      throws SQLException {
    Optional<Digest> digest = journal.structure(set);
    if (digest.isPresent()) {
      return document(connection, digest.get());
    }
    boolean isNew = isFounded() && journal.adopted().isEmpty();
    return isNew && set.name().equals(MigrationSet.LEDGER)
        ? Optional.of(SchemaDocument.of(DocumentKind.STRUCTURE, List.of()))
        : Optional.empty();
  }

  /** What the protection of a set's objects was last recorded as, if it was. */
  Optional<SchemaDocument> recordedPosture(Connection connection, MigrationSet set)
      throws SQLException {
    Optional<Digest> digest = journal.posture(set);
    return digest.isPresent() ? document(connection, digest.get()) : Optional.empty();
  }

  /** A document that is missing is no reason to know less than its digest does. */
  private static Optional<SchemaDocument> document(Connection connection, Digest digest)
      throws SQLException {
    if (DocumentTable.find(connection, digest).orElse(null) instanceof DocumentReading.Read read) {
      return Optional.of(read.document());
    }
    return KnownStates.of(digest).map(KnownState::structure);
  }
}
