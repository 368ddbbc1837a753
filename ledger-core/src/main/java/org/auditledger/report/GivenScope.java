package org.auditledger.report;

import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;

/** Which entries were to be read. */
public sealed interface GivenScope {

  /** All that there were. */
  record Whole() implements GivenScope {}

  /** Those that came after the anchor. */
  record Since() implements GivenScope {}

  /**
   * These, as far as they were there.
   *
   * @param last the last of them, unless it was up to the end
   */
  record Part(long first, OptionalLong last) implements GivenScope {
    public Part {
      if (first < 1 || last.orElse(first) < first) {
        throw new IllegalArgumentException("no entries: " + first + " to " + last);
      }
    }
  }

  /** As the member {@code scope}. */
  default Members toJson() {
    if (this instanceof Part part) {
      return new MembersWriter()
          .text("kind", "part")
          .count("from", part.first())
          .number("to", part.last())
          .members();
    }
    return new MembersWriter().text("kind", this instanceof Whole ? "whole" : "since").members();
  }

  /** What the member {@code scope} says. */
  static GivenScope read(MembersReader json) {
    return switch (json.text("kind")) {
      case "whole" -> new Whole();
      case "since" -> new Since();
      case "part" -> new Part(json.count("from"), json.findCount("to"));
      default -> throw new IllegalArgumentException("\"scope\" is of no kind that there is");
    };
  }
}
