package org.auditledger.journal;

import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;

/**
 * Why a partition might go.
 *
 * @param decidedBy the tenant whose retention is the longest of those in it; without records in it,
 *     of all
 * @param days how long that is, or the floor where that is longer
 * @param floorDays below which no retention counts, where one was given
 * @param graceSeconds how long the detached table was to stay, where it was
 * @param dropNumber of the database's own record, where its function dropped the partition
 */
public record DropPolicy(
    String decidedBy,
    long days,
    OptionalLong floorDays,
    OptionalLong graceSeconds,
    OptionalLong dropNumber) {

  static DropPolicy read(Members members) {
    MembersReader policy = new MembersReader(members);
    return new DropPolicy(
        policy.text("decided_by"),
        policy.count("days"),
        policy.findCount("floor_days"),
        policy.findCount("grace_seconds"),
        policy.findCount("drop_number"));
  }

  Members toJson() {
    return new MembersWriter()
        .count("days", days)
        .text("decided_by", decidedBy)
        .number("drop_number", dropNumber)
        .number("floor_days", floorDays)
        .number("grace_seconds", graceSeconds)
        .members();
  }
}
