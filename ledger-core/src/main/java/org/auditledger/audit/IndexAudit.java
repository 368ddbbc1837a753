package org.auditledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.IndexReading.Answer;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * Whether the indexes of the entries tell of the same rows as the heap does. It is not our reading
 * that an index could mislead; but it is a writer's, and everybody else's.
 *
 * <p>Of two over the same columns the server reads one, as it does for everybody.
 *
 * @param findings the indexes that lie
 * @param notChecked those that it did not read, and why
 */
record IndexAudit(List<Finding> findings, List<String> notChecked) {

  /** Nothing to say. */
  static final IndexAudit NOTHING = new IndexAudit(List.of(), List.of());

  /** Of a ledger of which not all was read. */
  static final IndexAudit NOT_READ =
      new IndexAudit(
          List.of(), List.of("no index was compared with the table, as not all of it was read"));

  /** Of a backup, which has what the database was, and nothing that is in effect. */
  static final IndexAudit OF_BACKUP =
      new IndexAudit(
          List.of(),
          List.of(
              "a backup has no index, no trigger and no history of migrations that could be looked"
                  + " at: only what they were when it was taken"));

  IndexAudit {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /**
   * Asks the index by which entries are looked up how many there are: that costs little beside
   * reading them.
   */
  static NumberIndex ofNumbers(Connection transaction) throws SQLException {
    IndexReading reading = new IndexReading(transaction);
    for (TableIndex index : TableIndex.of(transaction)) {
      if (index.isOfNumbers()
          && reading.plan(index.count()).filter(index.quoted()::equals).isPresent()) {
        return new NumberIndex(Optional.of(index), reading.ofIndex(index.count()));
      }
    }
    return new NumberIndex(Optional.empty(), new Answer.Values(List.of()));
  }

  /**
   * The index of the entries' numbers.
   *
   * @param index if there is one
   * @param rows how many it says there are
   */
  record NumberIndex(Optional<TableIndex> index, Answer rows) {

    /**
     * Compares it; that there is none is a change of structure, and is said there.
     *
     * @param found how many rows were read from the heap, in the same snapshot
     */
    IndexAudit compare(long found) {
      Answer expected = new Answer.Values(List.of(Long.toString(found)));
      return index
          .flatMap(one -> IndexAudit.compare(one, rows, expected))
          .map(finding -> new IndexAudit(List.of(finding), List.of()))
          .orElse(NOTHING);
    }
  }

  /** Compares every index with the heap, value by value, in somebody's transaction. */
  static IndexAudit ofAll(Connection transaction) throws SQLException {
    IndexReading reading = new IndexReading(transaction);
    List<String> notChecked = new ArrayList<>();
    List<TableIndex> plain = new ArrayList<>();
    for (TableIndex index : TableIndex.of(transaction)) {
      if (index.isPlain()) {
        plain.add(index);
      } else {
        notChecked.add(subject(index) + "holds more than columns");
      }
    }
    if (plain.isEmpty()) {
      return new IndexAudit(List.of(), notChecked);
    }
    List<String> heap = reading.ofHeap(TableIndex.valuesOfTable(plain));
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      TableIndex index = plain.get(i);
      Optional<String> plan = reading.plan(index.values());
      if (plan.filter(index.quoted()::equals).isPresent()) {
        Answer expected = new Answer.Values(heap.subList(2 * i, 2 * i + 2));
        compare(index, reading.ofIndex(index.values()), expected).ifPresent(findings::add);
      } else if (plain.stream().noneMatch(other -> other.isTwin(index, plan.orElse("")))) {
        notChecked.add(subject(index) + "is none that the server reads alone");
      }
    }
    return new IndexAudit(findings, notChecked);
  }

  private static String subject(TableIndex index) {
    return "index " + index.name() + " was not compared with the table: it ";
  }

  private static Optional<Finding> compare(TableIndex index, Answer found, Answer heap) {
    if (found.equals(heap)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.ofLedger(
            FindingCode.INDEX_LIES, "index " + index.name() + " " + difference(found, heap)));
  }

  private static String difference(Answer found, Answer heap) {
    if (found instanceof Answer.Values here && heap instanceof Answer.Values there) {
      String rows = here.values().get(0);
      return rows.equals(there.values().get(0))
          ? "has other values than the table's rows"
          : "has " + rows + " rows, and the table " + there.values().get(0);
    }
    return "cannot be read: "
        + (found instanceof Answer.Damaged damaged ? damaged.why() : "nobody says why");
  }
}
