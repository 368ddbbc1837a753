package org.auditledger.report;

import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.verify.Unchecked;

/**
 * Something in entries that could not be judged, in the words of who tried.
 *
 * @param reason why not; who reads this may not know it yet
 * @param meaning what was counted, in words
 * @param subject what it is about, where the reason leaves that open
 * @param count how often
 * @param first the number of the first entry that it concerns, if that has one
 */
public record FoundUnchecked(
    String reason, String meaning, String subject, long count, OptionalLong first) {

  static FoundUnchecked of(Unchecked unchecked) {
    return new FoundUnchecked(
        unchecked.reason().name(),
        unchecked.reason().meaning(),
        unchecked.subject(),
        unchecked.count(),
        unchecked.first());
  }

  Members toJson() {
    return new MembersWriter()
        .count("count", count)
        .number("first", first)
        .text("meaning", meaning)
        .text("reason", reason)
        .text("subject", subject)
        .members();
  }

  static FoundUnchecked read(MembersReader json) {
    return new FoundUnchecked(
        json.text("reason"),
        json.text("meaning"),
        json.text("subject"),
        json.count("count"),
        json.findNumber("first"));
  }
}
