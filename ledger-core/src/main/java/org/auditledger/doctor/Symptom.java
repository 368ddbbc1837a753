package org.auditledger.doctor;

import org.auditledger.verify.Finding;

/**
 * Something that endangers the ledger.
 *
 * @param code an {@link Ailment}'s name, or that of what verifying found
 * @param what was found, in one line
 * @param why it endangers the ledger
 * @param next what to do about it
 */
public record Symptom(
    Subject subject, String code, Grade grade, String what, String why, String next) {

  static Symptom of(Ailment ailment, String what) {
    return new Symptom(
        ailment.subject(), ailment.name(), ailment.grade(), what, ailment.why(), ailment.next());
  }

  /** What verifying finds is never less than danger. */
  static Symptom of(Subject subject, Finding found) {
    return new Symptom(
        subject, found.code().name(), Grade.DANGER, found.what(), found.why(), found.next());
  }
}
