package org.auditledger.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.Statement;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.seal.Parsed;

/**
 * Puts a journal back that was read elsewhere, note by note as it was stored, and repeats what its
 * statements say where the database repeats it.
 */
public final class JournalCopy {

  /** How many notes are sent together; a note has some thousand characters. */
  private static final int AT_ONCE = 64;

  private final Connection transaction;
  private final SortedMap<Long, String> notes = new TreeMap<>();
  private final List<JournalHead> createdAt = new ArrayList<>();
  private final List<PartitionCreated> created = new ArrayList<>();
  private final List<JournalHead> setAt = new ArrayList<>();
  private final List<TenantRetentionSet> sets = new ArrayList<>();

  /**
   * @param transaction whose owner commits it; the journal's lock is his to take
   */
  public JournalCopy(Connection transaction) {
    this.transaction = transaction;
  }

  /** Adds the next note, which was judged to stand. */
  public void add(JournalEntry judged, String note) throws SQLException {
    notes.put(judged.position(), note);
    Statement statement = judged.statement().orElseThrow();
    if (statement.kind() == Kind.PARTITION_CREATED
        && PartitionCreated.read(statement.body()) instanceof Parsed.Value<PartitionCreated> made) {
      createdAt.add(statement.head());
      created.add(made.value());
    } else if (statement.kind() == Kind.TENANT_RETENTION_SET
        && TenantRetentionSet.read(statement.body())
            instanceof Parsed.Value<TenantRetentionSet> set) {
      setAt.add(statement.head());
      sets.add(set.value());
    } else if (statement.kind() == Kind.LEDGER_ADOPTED) {
      flush();
      found(statement);
    }
    if (notes.size() == AT_ONCE) {
      flush();
    }
  }

  /** Sends what has not been sent yet. */
  public void flush() throws SQLException {
    if (notes.isEmpty()) {
      return;
    }
    JournalTable.insert(transaction, notes);
    if (!created.isEmpty()) {
      PartitionTable.note(transaction, createdAt, created);
    }
    if (!sets.isEmpty()) {
      RetentionTable.note(transaction, setAt, sets);
    }
    notes.clear();
    createdAt.clear();
    created.clear();
    setAt.clear();
    sets.clear();
  }

  /** Of the partitions that were there at adoption only those matter that are there still. */
  private void found(Statement adopted) throws SQLException {
    Set<String> names = new HashSet<>();
    for (CanonicalJson json : adopted.body().sequence("partitions")) {
      String sentence = ((Text) json).value();
      int bound = sentence.lastIndexOf(" FOR VALUES ");
      if (bound > 0) {
        names.add(sentence.substring(0, bound));
      }
    }
    List<String> attached = new ArrayList<>(PartitionTable.attached(transaction));
    attached.retainAll(names);
    if (!attached.isEmpty()) {
      PartitionTable.found(transaction, adopted.head(), attached);
    }
  }
}
