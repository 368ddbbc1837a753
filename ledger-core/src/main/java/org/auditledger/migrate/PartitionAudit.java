package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.control.BufferPartition;
import org.auditledger.migrate.PartitionReceipts.Fate;
import org.auditledger.migrate.PartitionReceipts.Receipt;
import org.auditledger.postgres.SqlText;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.jspecify.annotations.Nullable;

/**
 * The buffer's partitions, held against what the journal says of them. That one was dropped and
 * only the database says so is no finding, as its function may do that, and it is not clean either.
 *
 * @param findings what has no receipt
 * @param notChecked what nobody who signs has seen
 */
public record PartitionAudit(List<Finding> findings, List<String> notChecked) {

  /** Where nobody who signs looks after retention, there is one more each day. */
  private static final int SHOWN = 20;

  public PartitionAudit {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /** What the drop function says that it did to a partition of this name. */
  record Drop(String bound, String by) {}

  /** Nothing to say. */
  static final PartitionAudit NOTHING = new PartitionAudit(List.of(), List.of());

  /** Judges them in somebody's transaction; of a ledger that has no journal there is nothing. */
  static PartitionAudit read(Connection transaction, Situation situation) throws SQLException {
    if (!situation.isFounded()) {
      return NOTHING;
    }
    SortedMap<String, String> attached = new TreeMap<>();
    for (BufferPartition partition : BufferPartition.read(transaction)) {
      attached.put(partition.name(), partition.bound());
    }
    return judge(situation.partitions(), attached, Optional.of(drops(transaction)));
  }

  /**
   * Judges them.
   *
   * @param attached each with its bound
   * @param drops what the database says that its function dropped, where that is known
   */
  static PartitionAudit judge(
      PartitionReceipts receipts,
      SortedMap<String, String> attached,
      Optional<Map<String, List<Drop>>> drops) {
    List<Finding> findings = new ArrayList<>();
    List<String> notChecked = new ArrayList<>();
    receipts
        .byName()
        .forEach(
            (name, receipt) -> {
              if (!attached.containsKey(name)) {
                judgeGone(
                    name, receipt, drops.map(all -> dropsOf(name, all)), findings, notChecked);
              }
            });
    attached.forEach(
        (name, bound) ->
            unrecorded(name, bound, receipts.byName().get(name)).ifPresent(findings::add));
    return new PartitionAudit(findings, firstOf(notChecked));
  }

  private static List<Drop> dropsOf(String name, Map<String, List<Drop>> drops) {
    return drops.getOrDefault(name, List.of());
  }

  private static List<String> firstOf(List<String> all) {
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add("and so it is with " + (all.size() - SHOWN) + " more partitions");
    return shown;
  }

  private static void judgeGone(
      String name,
      Receipt receipt,
      Optional<List<Drop>> drops,
      List<Finding> findings,
      List<String> notChecked) {
    String subject = "partition " + name + " ";
    String statement = ", and statement " + receipt.position() + " of the journal ";
    if (receipt.fate() == Fate.GONE_UNWITNESSED) {
      notChecked.add(subject + "was dropped" + statement + "only repeats what the database says");
    } else if (receipt.fate() == Fate.TO_BE_DROPPED) {
      notChecked.add(subject + "is gone" + statement + "only says that it was to be dropped");
    } else if (receipt.fate() == Fate.ATTACHED && drops.isEmpty()) {
      notChecked.add(
          subject
              + "is not attached"
              + statement
              + "says that it is; whether it was dropped only the database could say");
    } else if (receipt.fate() == Fate.ATTACHED) {
      Optional<Drop> drop =
          drops.get().stream().filter(one -> one.bound().equals(receipt.bound())).findFirst();
      if (drop.isPresent()) {
        notChecked.add(
            subject + "was dropped " + drop.get().by() + ", and only the database says so");
      } else {
        findings.add(
            Finding.ofLedger(
                FindingCode.PARTITION_MISSING,
                subject + receipt.bound() + " is not attached" + statement + "says that it is"));
      }
    }
  }

  private static Optional<Finding> unrecorded(
      String name, String bound, @Nullable Receipt receipt) {
    String found = "partition " + name + " " + bound + " is attached, and ";
    String why;
    if (receipt == null) {
      why = "the journal does not know it";
    } else if (receipt.fate() == Fate.GONE || receipt.fate() == Fate.GONE_UNWITNESSED) {
      why = "statement " + receipt.position() + " of the journal says that it is gone";
    } else if (!receipt.bound().equals(bound)) {
      why = "statement " + receipt.position() + " of the journal says " + receipt.bound();
    } else {
      return Optional.empty();
    }
    return Optional.of(Finding.ofLedger(FindingCode.PARTITION_UNRECORDED, found + why));
  }

  private static Map<String, List<Drop>> drops(Connection transaction) throws SQLException {
    Map<String, List<Drop>> drops = new HashMap<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows =
            statement.executeQuery(SqlText.of(PartitionAudit.class, "partition_drops"))) {
      while (rows.next()) {
        drops
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(new Drop(rows.getString(2), rows.getString(3)));
      }
    }
    return drops;
  }
}
