package org.auditledger.verify;

import java.util.List;
import org.auditledger.chain.Noted;

/**
 * What was found about one area.
 *
 * @param checked whether it was judged at all
 * @param notChecked what of it was not, and why; there is something when it was not judged at all
 */
public record AreaReport(
    Area area, boolean checked, Noted<Finding> findings, List<String> notChecked) {

  /** How an area ends. */
  public enum Verdict {
    /** It was judged, and nothing is wrong. */
    PASS("pass"),
    /** Something is wrong. */
    FAIL("FAIL"),
    /** It could not be judged, which is not the same as nothing wrong. */
    NOT_CHECKED("not checked");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  public AreaReport {
    notChecked = notChecked.stream().map(Finding::printable).toList();
    if (!checked && notChecked.isEmpty() && findings.total() == 0) {
      throw new IllegalArgumentException("what is not checked has a reason");
    }
  }

  /** An area that could not be judged. */
  public static AreaReport notChecked(Area area, String why) {
    return new AreaReport(area, false, Noted.none(), List.of(why));
  }

  /** What is wrong is wrong, however much else could not be looked at. */
  public Verdict verdict() {
    if (findings.total() > 0) {
      return Verdict.FAIL;
    }
    return checked ? Verdict.PASS : Verdict.NOT_CHECKED;
  }
}
