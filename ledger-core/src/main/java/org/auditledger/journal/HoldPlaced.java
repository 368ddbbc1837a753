package org.auditledger.journal;

import java.time.Instant;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.seal.Parsed;

/**
 * What a {@link Kind#HOLD_PLACED} statement says: these records stay, whatever retention says. What
 * is absent narrows nothing: without a tenant it is of all tenants, without an end it is open.
 *
 * @param hold its name, by which it is released
 * @param from the first moment that it covers
 * @param to the last one, included
 * @param expires when it ends by itself
 */
public record HoldPlaced(
    String hold,
    String reason,
    Optional<String> tenant,
    Optional<String> subject,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> expires) {

  public HoldPlaced {
    if (hold.isEmpty() || reason.isEmpty()) {
      throw new IllegalArgumentException("a hold has a name and a reason");
    }
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException("a hold from " + from.get() + " to " + to.get());
    }
  }

  /** What the body of a statement holds. */
  public static Parsed<HoldPlaced> read(Members members) {
    Body.of(Kind.HOLD_PLACED, members);
    MembersReader body = new MembersReader(members);
    try {
      return new Parsed.Value<>(
          new HoldPlaced(
              body.text("hold"),
              body.text("reason"),
              body.findText("tenant"),
              body.findText("subject"),
              JournalTime.find(body, "from"),
              JournalTime.find(body, "to"),
              JournalTime.find(body, "expires")));
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>("it is no hold: " + e.getMessage());
    }
  }

  /** The body of the statement. */
  public Members toBody() {
    MembersWriter body = new MembersWriter().text("hold", hold).text("reason", reason);
    tenant.ifPresent(value -> body.text("tenant", value));
    subject.ifPresent(value -> body.text("subject", value));
    from.ifPresent(time -> body.text("from", JournalTime.text(time)));
    to.ifPresent(time -> body.text("to", JournalTime.text(time)));
    expires.ifPresent(time -> body.text("expires", JournalTime.text(time)));
    return body.members();
  }

  /** Whether it covers records between these moments, the second excluded. */
  public boolean covers(Instant lower, Instant upper) {
    return from.map(first -> first.isBefore(upper)).orElse(true)
        && to.map(last -> !last.isBefore(lower)).orElse(true);
  }

  /** Whether it has ended by itself. */
  public boolean hasExpired(Instant now) {
    return expires.map(end -> !end.isAfter(now)).orElse(false);
  }
}
