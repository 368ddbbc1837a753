package org.auditledger.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.auditledger.doctor.Ailment;
import org.auditledger.doctor.Diagnosis;
import org.auditledger.doctor.Grade;
import org.auditledger.doctor.NotChecked;
import org.auditledger.doctor.Subject;
import org.auditledger.doctor.SubjectReport;
import org.auditledger.doctor.Symptom;
import org.auditledger.entry.LedgerName;
import org.jspecify.annotations.Nullable;

/**
 * What endangers a ledger.
 *
 * @param exit as the command ends
 * @param findings the first ones of each subject, the worst first; the subjects have how many there
 *     are
 * @param conclusion all of it in one sentence
 */
record Diagnosed(
    String format,
    int exit,
    @Nullable String ledger,
    String at,
    List<Looked> subjects,
    List<Finding> findings,
    String conclusion)
    implements Answer {

  /** A server can have any number of roles; a person, and a program, has seen it after so many. */
  private static final int MOST = 20;

  private static final String NOT_CHECKED = "not_checked";

  /**
   * A subject.
   *
   * @param grade the worst that was found and not accepted: ok, note, warning, danger; not_checked
   *     where nothing of it could be looked at
   * @param seen how it stands
   * @param findings how many there are
   */
  record Looked(
      String subject, String grade, String seen, long findings, List<Unchecked> notChecked) {

    Looked {
      notChecked = List.copyOf(notChecked);
    }
  }

  /** What was not looked at; whether that counts, as all was given that it takes. */
  record Unchecked(String why, boolean counts) {}

  /** Something that endangers the ledger. */
  record Finding(
      String subject,
      String code,
      String grade,
      boolean accepted,
      String what,
      String why,
      String next) {}

  Diagnosed {
    subjects = List.copyOf(subjects);
    findings = List.copyOf(findings);
  }

  static Diagnosed of(Diagnosis diagnosis, Set<Ailment> accepted, boolean strict) {
    Set<String> known = accepted.stream().map(Ailment::name).collect(Collectors.toSet());
    List<Looked> subjects = new ArrayList<>();
    List<Symptom> shown = new ArrayList<>();
    Set<ExitCode> outcomes = EnumSet.of(ExitCode.DONE);
    for (SubjectReport report : diagnosis.subjects()) {
      List<Symptom> all =
          report.symptoms().first().stream()
              .sorted(Comparator.comparing(Symptom::grade, Comparator.reverseOrder()))
              .toList();
      List<Symptom> counting = all.stream().filter(one -> !known.contains(one.code())).toList();
      subjects.add(looked(report, counting, strict));
      all.stream().limit(MOST).forEach(shown::add);
      if (counting.stream().anyMatch(one -> one.grade() != Grade.NOTE)) {
        outcomes.add(exit(report.subject()));
      }
      if (report.notChecked().stream().anyMatch(one -> strict || one.asked())) {
        outcomes.add(ExitCode.NOT_ALL_CHECKED);
      }
    }
    shown.sort(
        Comparator.comparing((Symptom one) -> known.contains(one.code()))
            .thenComparing(Symptom::grade, Comparator.reverseOrder()));
    List<Finding> findings = shown.stream().map(one -> finding(one, known)).toList();
    return new Diagnosed(
        "audit-ledger/doctor/1",
        ExitCode.combine(outcomes).code(),
        diagnosis.ledger().map(LedgerName::value).orElse(null),
        diagnosis.at().toString(),
        subjects,
        findings,
        DiagnosedPage.conclusion(subjects, findings));
  }

  private static Looked looked(SubjectReport report, List<Symptom> counting, boolean strict) {
    String fine = report.isChecked() ? "ok" : NOT_CHECKED;
    return new Looked(
        report.subject().word(),
        counting.stream()
            .map(Symptom::grade)
            .max(Comparator.naturalOrder())
            .map(Grade::word)
            .orElse(fine),
        report.seen(),
        report.symptoms().total(),
        report.notChecked().stream()
            .map((NotChecked one) -> new Unchecked(one.why(), strict || one.asked()))
            .toList());
  }

  private static Finding finding(Symptom one, Set<String> known) {
    return new Finding(
        one.subject().word(),
        one.code(),
        one.grade().word(),
        known.contains(one.code()),
        one.what(),
        one.why(),
        one.next());
  }

  /** What contradicts the record ends as verify does; whatever else is beyond a limit is policy. */
  private static ExitCode exit(Subject subject) {
    return switch (subject) {
      case HISTORY -> ExitCode.HISTORY_BROKEN;
      case PROTECTION -> ExitCode.POSTURE_WEAKER;
      case KEYS -> ExitCode.TRUST;
      case MIGRATIONS, SEALS, BACKUPS, PARTITIONS, ROLES, DURABILITY, SERVER -> ExitCode.REFUSED;
    };
  }

  @Override
  public String text() {
    return new DiagnosedPage(this).text();
  }
}
