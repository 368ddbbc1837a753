package org.auditledger.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.chain.Noted;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.AreaReport.Verdict;

/**
 * What was found about one area.
 *
 * @param findings how many there are
 * @param first the first of them
 * @param notChecked what of it was not checked, and why
 */
public record FoundArea(
    Area area, Verdict verdict, long findings, List<FoundFinding> first, List<String> notChecked) {

  public FoundArea {
    first = List.copyOf(first);
    notChecked = List.copyOf(notChecked);
    if ((verdict == Verdict.FAIL) != (findings > 0)) {
      throw new IllegalArgumentException(
          verdict.words() + " is no verdict on " + findings + " findings");
    }
    if (first.size() > Math.min(findings, Noted.KEPT)) {
      throw new IllegalArgumentException(first.size() + " told of " + findings + " findings");
    }
    if (verdict == Verdict.NOT_CHECKED && notChecked.isEmpty()) {
      throw new IllegalArgumentException("what is not checked has a reason");
    }
  }

  static FoundArea of(AreaReport report, int most) {
    return new FoundArea(
        report.area(),
        report.verdict(),
        report.findings().total(),
        report.findings().first().stream().limit(most).map(FoundFinding::of).toList(),
        report.notChecked());
  }

  /** The verdict as programs have it: pass, fail or not_checked. */
  public String word() {
    return word(verdict);
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  Members toJson() {
    return new MembersWriter()
        .text("area", area.word())
        .count("findings", findings)
        .objects("first", first.stream().map(FoundFinding::toJson).toList())
        .texts("not_checked", notChecked)
        .text("verdict", word())
        .members();
  }

  static FoundArea read(MembersReader json) {
    String area = json.text("area");
    String verdict = json.text("verdict");
    return new FoundArea(
        Stream.of(Area.values())
            .filter(one -> one.word().equals(area))
            .findAny()
            .orElseThrow(() -> new IllegalArgumentException("\"area\" is none of the four")),
        Stream.of(Verdict.values())
            .filter(one -> word(one).equals(verdict))
            .findAny()
            .orElseThrow(() -> new IllegalArgumentException("\"verdict\" is none of the three")),
        json.count("findings"),
        json.objects("first").stream().map(FoundFinding::read).toList(),
        json.texts("not_checked"));
  }
}
