package org.auditledger.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What endangers a ledger, for people: how each subject stands, then the worst first. */
final class DiagnosedPage {

  private static final String OK = "ok";
  private static final String NOT_CHECKED = "not_checked";

  private final Diagnosed diagnosed;
  private final Page page;

  DiagnosedPage(Diagnosed diagnosed) {
    this.diagnosed = diagnosed;
    String ledger = diagnosed.ledger();
    this.page =
        new Page(
            (ledger == null ? "a ledger without a name" : ledger)
                + ": "
                + counts(diagnosed.findings()));
  }

  String text() {
    page.gap();
    diagnosed.subjects().forEach(this::subject);
    Map<String, List<Diagnosed.Finding>> kinds = new LinkedHashMap<>();
    for (Diagnosed.Finding finding : diagnosed.findings()) {
      kinds.computeIfAbsent(finding.code(), code -> new ArrayList<>()).add(finding);
    }
    kinds.values().forEach(this::kind);
    return page.gap().line(diagnosed.conclusion()).toString();
  }

  private void subject(Diagnosed.Looked subject) {
    List<String> lines = new ArrayList<>();
    if (!subject.grade().equals(NOT_CHECKED)) {
      String more =
          subject.seen().isEmpty() ? Counted.of(subject.findings(), "finding") : subject.seen();
      lines.add(shown(subject.grade()) + ": " + more);
    }
    subject.notChecked().forEach(one -> lines.add("not checked: " + one.why()));
    page.facts(subject.subject(), lines);
  }

  /** All of a kind have the same grade, and call for the same. */
  private void kind(List<Diagnosed.Finding> all) {
    Diagnosed.Finding any = all.get(0);
    String mark = all.size() == 1 ? "" : "- ";
    page.gap()
        .line(
            shown(any.grade()) + ": " + any.code() + (any.accepted() ? ", which is accepted" : ""))
        .facts("what", all.stream().map(one -> mark + one.what()).toList())
        .fact("why", any.why())
        .fact("next", any.next());
  }

  /** What has to catch the eye does. */
  private static String shown(String grade) {
    return grade.equals(OK) || grade.equals("note") ? grade : grade.toUpperCase(Locale.ROOT);
  }

  private static String counts(List<Diagnosed.Finding> findings) {
    List<String> counts = new ArrayList<>();
    for (String grade : List.of("danger", "warning", "note")) {
      long count =
          findings.stream().filter(one -> !one.accepted() && one.grade().equals(grade)).count();
      if (count > 0) {
        counts.add(Counted.of(count, grade));
      }
    }
    return counts.isEmpty() ? "nothing was found" : String.join(", ", counts);
  }

  /** All of it in one sentence. */
  static String conclusion(List<Diagnosed.Looked> subjects, List<Diagnosed.Finding> findings) {
    List<Diagnosed.Finding> counting =
        findings.stream().filter(one -> !one.accepted() && !one.grade().equals("note")).toList();
    String first =
        counting.isEmpty()
            ? "nothing that was looked at endangers this ledger"
            : "begin with " + counting.get(0).code();
    String unchecked =
        subjects.stream()
            .filter(subject -> !subject.notChecked().isEmpty())
            .map(Diagnosed.Looked::subject)
            .collect(Collectors.joining(", "));
    return first
        + (unchecked.isEmpty() ? "" : "; not checked, or not all of it: " + unchecked)
        + "; the entries were not read: audit-ledger verify does that";
  }
}
