package org.auditledger.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.JournalTime;
import org.jspecify.annotations.Nullable;

/**
 * A hold, as answers show it.
 *
 * @param statement the position of the statement that placed it
 */
record HoldRow(
    String hold,
    String reason,
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String from,
    @Nullable String to,
    @Nullable String expires,
    boolean expired,
    long statement) {

  static HoldRow of(HoldPlaced placed, long statement, boolean expired) {
    return new HoldRow(
        placed.hold(),
        placed.reason(),
        placed.tenant().orElse(null),
        placed.subject().orElse(null),
        time(placed.from()),
        time(placed.to()),
        time(placed.expires()),
        expired,
        statement);
  }

  /** What it keeps, in words. */
  String covers() {
    List<String> parts = new ArrayList<>();
    if (tenant != null) {
      parts.add("of tenant " + tenant);
    }
    if (subject != null) {
      parts.add("about " + subject);
    }
    if (from != null) {
      parts.add("from " + Page.time(from));
    }
    if (to != null) {
      parts.add("to " + Page.time(to));
    }
    return parts.isEmpty() ? "every record of the buffer" : "records " + String.join(" ", parts);
  }

  String ends() {
    return expires == null
        ? "when it is released"
        : (expired ? "ended " : "")
            + Page.time(expires)
            + (expired ? "" : ", or when it is released");
  }

  List<String> cells() {
    return List.of(hold, covers(), ends(), String.valueOf(statement), reason);
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(JournalTime::text).orElse(null);
  }
}
