package org.auditledger.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Noted;

/**
 * What was seen of a subject.
 *
 * @param seen how it stands, in a sentence; empty where nothing of it could be looked at
 * @param symptoms what is wrong with it
 * @param notChecked what of it could not be looked at
 */
public record SubjectReport(
    Subject subject, String seen, Noted<Symptom> symptoms, List<NotChecked> notChecked) {

  public SubjectReport {
    notChecked = List.copyOf(notChecked);
    if (seen.isEmpty() && symptoms.total() == 0 && notChecked.isEmpty()) {
      throw new IllegalArgumentException("of " + subject + " something is said");
    }
  }

  /** The worst of what is wrong. */
  public Optional<Grade> worst() {
    return symptoms.first().stream().map(Symptom::grade).max(Comparator.naturalOrder());
  }

  /** Whether any of it was looked at. */
  public boolean isChecked() {
    return !seen.isEmpty() || symptoms.total() > 0;
  }
}
