package org.auditledger.retention;

import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.PartitionContents;

/** Statements of what nobody can account for. */
final class Incidents {

  /** By this member of the details the journal knows which record of a drop it was about. */
  private static final String DROP_NUMBER = "drop_number";

  private Incidents() {}

  /** Something is wrong with this object, such as {@code partition p}. */
  static Members body(String object, String what) {
    return body(object, what, Optional.empty());
  }

  /** What the database says of a drop cannot be so. */
  static Members ofDrop(UnwitnessedDrop drop, String what) {
    return body(
        "partition " + drop.partition(),
        what,
        Optional.of(new MembersWriter().count(DROP_NUMBER, drop.number()).members()));
  }

  /** Whether this is the body of one that says so. */
  static boolean isOfDrop(Members incident) {
    return incident.find("details").orElse(null) instanceof Members details
        && details.find(DROP_NUMBER).isPresent();
  }

  /** A detached table does not hold what was read before it was detached. */
  static Members changed(
      String partition, String what, PartitionContents before, PartitionContents found) {
    return body(
        "partition " + partition,
        what,
        Optional.of(
            new MembersWriter()
                .digest("digest_before", before.digest())
                .digest("digest_found", found.digest())
                .count("rows_before", before.rows())
                .count("rows_found", found.rows())
                .members()));
  }

  private static Members body(String object, String what, Optional<Members> details) {
    return new MembersWriter()
        .text("object", object)
        .text("what", what)
        .object("details", details)
        .members();
  }
}
