package org.auditledger.doctor;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Noted;

/** Collects what there is to say about one subject. */
final class Chart {

  private final Subject subject;
  private final Noted.Builder<Symptom> symptoms = new Noted.Builder<>();
  private final List<NotChecked> notChecked = new ArrayList<>();
  private String seen = "";

  Chart(Subject subject) {
    this.subject = subject;
  }

  /** What comes of a reading: what the rule says of it, or that there was nothing to judge. */
  static <T> SubjectReport of(Subject subject, Reading<T> reading, Rule<T> rule) {
    Chart chart = new Chart(subject);
    if (reading instanceof Reading.Refused<T> refused) {
      chart.notChecked.add(refused.why());
    } else {
      rule.judge(((Reading.Read<T>) reading).value(), chart);
    }
    return chart.report();
  }

  /** Judges facts, and nothing else. */
  interface Rule<T> {
    void judge(T facts, Chart chart);
  }

  Subject subject() {
    return subject;
  }

  /** How the subject stands. */
  void saw(String sentence) {
    seen = sentence;
  }

  void found(Ailment ailment, String what) {
    if (ailment.subject() != subject) {
      throw new IllegalArgumentException(ailment + " is not about " + subject);
    }
    symptoms.add(Symptom.of(ailment, what));
  }

  void found(Symptom symptom) {
    symptoms.add(symptom);
  }

  /** The ailment, where this is so. */
  void found(Ailment ailment, boolean isSo, String what) {
    if (isSo) {
      found(ailment, what);
    }
  }

  /** All that it takes was given, and yet it could not be looked at. */
  void notChecked(String why) {
    notChecked.add(new NotChecked(why, true));
  }

  void notChecked(NotChecked what) {
    notChecked.add(what);
  }

  SubjectReport report() {
    return new SubjectReport(subject, seen, symptoms.build(), notChecked);
  }
}
