package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.verify.AreaReport.Verdict;
import org.junit.jupiter.api.Test;

/** What is wrong, what could not be looked at and what is sound are never taken for each other. */
class LedgerReportTest {

  private static final Noted<Finding> CUT =
      Noted.<Finding>none().with(Finding.ofLedger(FindingCode.ROLLED_BACK, "it is shorter"));

  @Test
  void what_is_wrong_is_wrong_however_little_was_looked_at() {
    assertThat(report(true, CUT, "the tiles").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report(false, CUT, "the tiles").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report(false, CUT).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void nothing_found_passes_only_where_it_was_looked_at() {
    assertThat(report(true, Noted.none()).verdict()).isEqualTo(Verdict.PASS);
    assertThat(report(true, Noted.none(), "the tiles").verdict()).isEqualTo(Verdict.PASS);
    assertThat(report(false, Noted.none(), "no key").verdict()).isEqualTo(Verdict.NOT_CHECKED);
    AreaReport notChecked = AreaReport.notChecked(Area.HISTORY, "no key\u001b[2J");
    assertThat(notChecked.verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(notChecked.notChecked()).containsExactly("no key\uFFFD[2J");
  }

  @Test
  void what_was_not_looked_at_has_a_reason() {
    assertThatThrownBy(() -> report(false, Noted.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reason");
  }

  @Test
  void a_ledger_is_sound_when_nothing_is_wrong_in_any_area() {
    assertThat(ledger(areas(Area.POSTURE, Noted.none())).isSound()).isTrue();
    for (Area area : Area.values()) {
      LedgerReport wrong = ledger(areas(area, CUT));
      assertThat(wrong.isSound()).isFalse();
      assertThat(wrong.area(area).verdict()).isEqualTo(Verdict.FAIL);
      assertThat(wrong.areas()).filteredOn(a -> a.verdict() == Verdict.FAIL).hasSize(1);
    }
  }

  @Test
  void a_report_has_each_area_once_and_in_their_order() {
    List<AreaReport> backwards = areas(Area.CHAIN, CUT);
    Collections.reverse(backwards);
    for (List<AreaReport> areas : List.of(backwards, backwards.subList(0, 3))) {
      assertThatThrownBy(() -> ledger(areas)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void each_has_its_word_in_what_people_and_programs_read() {
    assertThat(Area.values())
        .extracting(Area::word)
        .containsExactly("chain", "content", "history", "posture");
    assertThat(Verdict.values())
        .extracting(Verdict::words)
        .containsExactly("pass", "FAIL", "not checked");
    assertThat(Unchecked.Reason.values())
        .extracting(Unchecked.Reason::meaning)
        .doesNotHaveDuplicates()
        .allMatch(meaning -> meaning.contains(" "));
  }

  @Test
  void a_finding_says_what_it_is_about() {
    OptionalLong none = OptionalLong.empty();
    assertThat(new Finding(FindingCode.ENTRY_HASH_WRONG, OptionalLong.of(7), "", "so").what())
        .isEqualTo("entry 7: so");
    assertThat(new Finding(FindingCode.ENTRY_UNNUMBERED, none, "", "so").what())
        .isEqualTo("an entry without a number: so");
    assertThat(new Finding(FindingCode.SECOND_OPINION_DIFFERS, none, "", "so").what())
        .isEqualTo("an entry without a number: so");
    assertThat(Finding.ofLedger(FindingCode.ROLLED_BACK, "so").what()).isEqualTo("so");
    assertThat(Finding.ofLedger(FindingCode.INDEX_LIES, "so").what()).isEqualTo("so");
  }

  @Test
  void four_hundred_characters_are_shown_and_of_more_that_there_are_more() {
    String fits = "x".repeat(400);
    assertThat(Finding.printable(fits)).isEqualTo(fits);
    assertThat(Finding.printable(fits + "x")).isEqualTo(fits + "...");
  }

  private static AreaReport report(boolean checked, Noted<Finding> findings, String... not) {
    return new AreaReport(Area.HISTORY, checked, findings, List.of(not));
  }

  /** All four, of which one has these findings. */
  private static List<AreaReport> areas(Area found, Noted<Finding> findings) {
    return Arrays.asList(
        Arrays.stream(Area.values())
            .map(
                area ->
                    new AreaReport(area, true, area == found ? findings : Noted.none(), List.of()))
            .toArray(AreaReport[]::new));
  }

  private static LedgerReport ledger(List<AreaReport> areas) {
    return new LedgerReport(
        Optional.empty(),
        new LedgerReport.Read(1, 0),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        areas,
        true);
  }
}
