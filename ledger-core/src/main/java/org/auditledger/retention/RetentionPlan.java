package org.auditledger.retention;

import java.time.Instant;
import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;

/**
 * What a run would do, in this order: make partitions, then drop others. Those that an earlier run
 * has begun with come first, then the oldest.
 *
 * @param now what the database's clock said when it was made
 * @param archive whether what goes is archived before
 * @param kept every other partition, and why it stays
 * @param expiredHolds the holds that have ended by themselves, and are to be released
 */
public record RetentionPlan(
    LedgerName ledger,
    Instant now,
    boolean archive,
    List<PlannedPartition> creations,
    List<PlannedDrop> drops,
    List<Kept> kept,
    List<PlanTrouble> troubles,
    List<String> expiredHolds) {

  static final String FORM = "audit-ledger/retention-plan/1";

  public RetentionPlan {
    creations = List.copyOf(creations);
    drops = List.copyOf(drops);
    kept = List.copyOf(kept);
    troubles = List.copyOf(troubles);
    expiredHolds = List.copyOf(expiredHolds);
  }

  /**
   * What it would do, as one document: not when it was made, and not what stays, so that a plan
   * holds for as long as it would do the same.
   */
  public Members document() {
    return new MembersWriter()
        .text("_form", FORM)
        .flag("archive", archive)
        .objects("create", creations.stream().map(PlannedPartition::toJson).toList())
        .objects("drop", drops.stream().map(PlannedDrop::toJson).toList())
        .text("ledger", ledger.value())
        .members();
  }

  /** The same, and nothing goes. */
  RetentionPlan withoutDrops() {
    return new RetentionPlan(
        ledger, now, archive, creations, List.of(), kept, troubles, expiredHolds);
  }

  /** The same, and this partition is made. */
  RetentionPlan with(PlannedPartition partition) {
    return new RetentionPlan(
        ledger, now, archive, List.of(partition), drops, kept, troubles, expiredHolds);
  }

  /** The plan's name: SHA-256 of its document. */
  public Digest hash() {
    return document().digest();
  }
}
