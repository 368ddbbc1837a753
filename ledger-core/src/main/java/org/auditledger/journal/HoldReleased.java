package org.auditledger.journal;

import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;

/**
 * What a {@link Kind#HOLD_RELEASED} statement says.
 *
 * @param hold the name that it was placed under
 */
public record HoldReleased(String hold, String reason) {

  public HoldReleased {
    if (hold.isEmpty() || reason.isEmpty()) {
      throw new IllegalArgumentException("a hold is released by name and for a reason");
    }
  }

  /** What the body of a statement releases. */
  public static HoldReleased read(Members members) {
    Body body = Body.of(Kind.HOLD_RELEASED, members);
    return new HoldReleased(body.text("hold"), body.text("reason"));
  }

  /** The body of the statement. */
  public Members toBody() {
    return new MembersWriter().text("hold", hold).text("reason", reason).members();
  }
}
