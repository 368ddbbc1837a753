package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auditledger.chain.Noted;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.JournalTable;
import org.auditledger.control.RetentionCache;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.postgres.Explanation;
import org.auditledger.signature.TrustedKeys;

/**
 * What the journal says of the buffer, to who believes what trusted keys have signed, and a hold
 * whoever has signed it: a record that was kept for nothing can still go, one that went cannot come
 * back. Where nobody is trusted everything counts that was not refused.
 */
final class RetentionJournal {

  private final boolean checked;
  private final JournalReader reader;
  private final BufferHistory history = new BufferHistory();
  private final RetentionCache cache = new RetentionCache();
  private final Set<String> incidents = new HashSet<>();
  private final Map<String, Long> doubted = new HashMap<>();
  private final List<JournalEntry> rules = new ArrayList<>();
  private Optional<DatabaseIdentity> database = Optional.empty();
  private Optional<Instant> lastDrop = Optional.empty();

  RetentionJournal(TrustedKeys trusted) {
    this.checked = !trusted.noteKeys().isEmpty();
    this.reader = new JournalReader(trusted);
  }

  /**
   * Reads what has been added since. In a transaction that writes statements it comes before the
   * first of them, so that what was read is there for good.
   */
  void readOn(Connection transaction) throws SQLException {
    if (!JournalTable.readOn(transaction, reader, this::accept)) {
      throw new HistoryBrokenException(
          new Explanation(
              "statement " + reader.head().position() + " of the journal has changed or gone",
              "it was committed, and was read here before",
              "drop nothing; compare the journal with a backup or an anchor"));
    }
    if (reader.defects().total() > 0) {
      throw new HistoryBrokenException(
          new Explanation(
              "the journal is broken: " + reader.defects().first().get(0),
              reader.defects().total() + " defects; what may go follows from what it says",
              "drop nothing; compare the journal with a backup or an anchor"));
    }
  }

  private void accept(JournalEntry entry) {
    cache.accept(entry);
    Statement statement = entry.statement().orElse(null);
    if (statement == null || !isBelieved(entry.standing(), statement.kind())) {
      return;
    }
    history.accept(entry);
    database = DatabaseIdentity.namedBy(statement).or(() -> database);
    switch (statement.kind()) {
      case INCIDENT -> takeIncident(statement);
      case PARTITION_DROPPED -> lastDrop = JournalTime.read(statement.at());
      case TENANT_RETENTION_SET, HOLD_PLACED, HOLD_RELEASED -> rules.add(entry);
      default -> {
        // The others rule nothing.
      }
    }
  }

  private void takeIncident(Statement statement) {
    String object = statement.body().text("object");
    incidents.add(incident(object, statement.body().text("what")));
    if (Incidents.isOfDrop(statement.body())) {
      doubted.put(object, statement.position());
    }
  }

  private boolean isBelieved(Standing standing, Kind kind) {
    return standing instanceof Standing.Signed
        || ((!checked || kind == Kind.HOLD_PLACED) && !(standing instanceof Standing.Refused));
  }

  /** Whether it has begun, and is somebody's. */
  boolean hasBegun() {
    return reader.head().position() > 0;
  }

  /** Whether it was asked who signed it. */
  boolean isChecked() {
    return checked;
  }

  JournalReader reader() {
    return reader;
  }

  BufferHistory history() {
    return history;
  }

  /** A copy has the same journal, and what is said or dropped there is not so here. */
  void requireSameDatabase(Connection connection) throws SQLException {
    DatabaseIdentity found = ThisDatabase.of(connection);
    DatabaseIdentity named = database.orElseThrow();
    if (!named.equals(found)) {
      throw new HistoryBrokenException(
          new Explanation(
              "nothing is changed: this is not the database that the journal names",
              "it names "
                  + ThisDatabase.sentence(named)
                  + "; this is "
                  + ThisDatabase.sentence(found)
                  + ": a copy, moved, or restored",
              "run this on the ledger itself; if it was moved here: audit-ledger restore with its"
                  + " last backup"));
    }
  }

  /** When the last receipt of a drop was signed. */
  Optional<Instant> lastDrop() {
    return lastDrop;
  }

  /** Whether this has been said before. */
  boolean hasIncident(String object, String what) {
    return incidents.contains(incident(object, what));
  }

  /** Whether since this position a statement has said that the drop of this object cannot be so. */
  boolean isDropDoubted(String object, long since) {
    return doubted.getOrDefault(object, 0L) > since;
  }

  /** Where the tables that repeat the journal differ from it. */
  Noted<String> cacheDifferences(Connection transaction) throws SQLException {
    return cache.differences(transaction);
  }

  /** Holds and retentions as they were then; the clocks of who said so may be off by so much. */
  BufferHistory rulesAt(Instant time, Duration off) {
    BufferHistory then = new BufferHistory();
    String last = JournalTime.text(time.plus(off));
    for (JournalEntry entry : rules) {
      if (entry.statement().orElseThrow().at().compareTo(last) <= 0) {
        then.accept(entry);
      }
    }
    return then;
  }

  private static String incident(String object, String what) {
    return object + '\n' + what;
  }
}
