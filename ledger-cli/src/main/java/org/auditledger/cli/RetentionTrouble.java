package org.auditledger.cli;

import java.util.Locale;
import org.auditledger.retention.PlanTrouble;

/** What no run puts right, and an operator has to know. */
record RetentionTrouble(String kind, String object, String sentence) {

  static RetentionTrouble of(PlanTrouble trouble) {
    return new RetentionTrouble(
        trouble.kind().name().toLowerCase(Locale.ROOT), trouble.object(), trouble.sentence());
  }
}
