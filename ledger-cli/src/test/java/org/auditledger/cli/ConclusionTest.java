package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.LedgerReport;
import org.auditledger.verify.Unchecked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No sentence says more than was shown. What a ledger has to be like for it is tested elsewhere.
 */
class ConclusionTest {

  private static final Evidence BOTH = new Evidence(true, true, new Scope.Whole());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2000 | 1500 | - | the 2,000 entries hold together and are those that were sealed up to"
            + " entry 1,500; not proven: that what comes after entry 1,500 is what was written, as"
            + " it is not sealed; nor that nothing is missing at the end, as nobody who is trusted"
            + " signed the anchor",
        "1 | 1 | 1 | the one entry holds together and is the one that was sealed and the one that"
            + " the anchor is of; not proven: that nothing came after entry 1 and is gone",
        "2 | 2 | 1 | the 2 entries hold together and are those that were sealed and those that the"
            + " anchor is of up to entry 1; not proven: that nothing came after entry 2 and is"
            + " gone",
        "1 | 0 | 0 | the one entry holds together; not proven: that it is what was written, as"
            + " nothing was sealed since; nor that nothing came after entry 1 and is gone",
        "1234 | 1 | - | the 1,234 entries hold together and are those that were sealed up to entry"
            + " 1; not proven: that what comes after entry 1 is what was written, as it is not"
            + " sealed; nor that nothing is missing at the end, as nobody who is trusted signed the"
            + " anchor",
        "2 | - | - | the 2 entries hold together; not proven: that they are what was written, as"
            + " nobody who is trusted has sealed them; nor that nothing is missing at the end, as"
            + " nobody who is trusted signed the anchor",
        "0 | 0 | - | there are no entries; not proven: that there never were any, as nobody who is"
            + " trusted signed the anchor",
      })
  void with_a_key_and_an_anchor(long entries, Long sealed, Long anchored, String expected) {
    LedgerReport report = report(entries, number(sealed), number(anchored), List.of(), true);
    assertThat(new Conclusion(report, BOTH).sentence()).isEqualTo("proven: " + expected);
  }

  @Test
  void statements_that_nobody_answers_for_are_not_proven() {
    LedgerReport report = report(2, OptionalLong.of(2), OptionalLong.empty(), List.of(), false);
    assertThat(new Conclusion(report, new Evidence(true, false, new Scope.Whole())).sentence())
        .isEqualTo(
            "proven: the 2 entries hold together and are those that were sealed; not proven: that"
                + " nothing is missing at the end, as no anchor was given; nor what those"
                + " statements of the journal say that nobody who is trusted has signed");
  }

  @Test
  void what_was_not_checked_in_entries_is_not_proven() {
    List<Unchecked> unchecked =
        List.of(
            new Unchecked(Unchecked.Reason.UNKNOWN_KEY, "a", 2, OptionalLong.of(1)),
            new Unchecked(Unchecked.Reason.UNKNOWN_KEY, "b", 3, OptionalLong.of(2)),
            new Unchecked(Unchecked.Reason.TIME_REVERSED, "timestamp", 1, OptionalLong.of(2)));
    LedgerReport report = report(2, OptionalLong.of(2), OptionalLong.of(2), unchecked, true);
    assertThat(new Conclusion(report, BOTH).sentence())
        .endsWith(
            "; nor what could not be checked in entries (transcripts signed by a key that is not"
                + " trusted: 5; entries with a time before that of the entry before them: 1)");
  }

  @Test
  void what_is_broken_comes_first_and_nothing_is_proven() {
    Noted<Finding> chain =
        Noted.<Finding>none()
            .with(new Finding(FindingCode.LINK_BROKEN, OptionalLong.of(7), "previous_hash", "x"))
            .with(new Finding(FindingCode.LINK_BROKEN, OptionalLong.of(9), "previous_hash", "x"));
    LedgerReport sound = report(9, OptionalLong.of(9), OptionalLong.of(9), List.of(), true);
    List<AreaReport> areas = new ArrayList<>(sound.areas());
    areas.set(0, new AreaReport(Area.CHAIN, true, chain, List.of()));
    Finding gone = Finding.ofLedger(FindingCode.ROLLED_BACK, "x");
    areas.set(2, new AreaReport(Area.HISTORY, true, Noted.<Finding>none().with(gone), List.of()));
    assertThat(new Conclusion(with(sound, areas), BOTH).sentence())
        .isEqualTo(
            "NOT INTACT: history: 1 finding, ROLLED_BACK; chain: 2 findings, the first LINK_BROKEN"
                + " at entry 7");
  }

  @Test
  void of_entries_that_could_not_be_read_nothing_is_proven() {
    LedgerReport sound = report(0, OptionalLong.empty(), OptionalLong.empty(), List.of(), false);
    List<AreaReport> areas = new ArrayList<>(sound.areas());
    areas.set(0, AreaReport.notChecked(Area.CHAIN, "x"));
    Finding hidden = Finding.ofLedger(FindingCode.ROWS_HIDDEN, "x");
    areas.set(
        3, new AreaReport(Area.POSTURE, false, Noted.<Finding>none().with(hidden), List.of()));
    assertThat(new Conclusion(with(sound, areas), BOTH).sentence())
        .isEqualTo(
            "NOT AS RECORDED: what protects the ledger (1 finding); proven: nothing, as the entries"
                + " could not be read");
  }

  private static OptionalLong number(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static LedgerReport report(
      long entries,
      OptionalLong sealed,
      OptionalLong anchored,
      List<Unchecked> unchecked,
      boolean historyChecked) {
    List<AreaReport> areas = new ArrayList<>();
    for (Area area : Area.values()) {
      areas.add(
          area == Area.HISTORY && !historyChecked
              ? AreaReport.notChecked(area, "1 statement is signed by a key that is not trusted")
              : new AreaReport(area, true, Noted.none(), List.of()));
    }
    return new LedgerReport(
        Optional.of(new LedgerName("acme/plant-1")),
        new LedgerReport.Read(1, entries),
        entries == 0
            ? Optional.empty()
            : Optional.of(new Head(entries, Digest.sha256(new byte[0]))),
        Optional.empty(),
        Map.of(),
        sealed,
        anchored,
        unchecked,
        areas,
        historyChecked);
  }

  private static LedgerReport with(LedgerReport report, List<AreaReport> areas) {
    return new LedgerReport(
        report.ledger(),
        report.read(),
        report.head(),
        report.root(),
        report.verdicts(),
        report.sealedTo(),
        report.anchoredTo(),
        report.unchecked(),
        areas,
        report.evidenceUsed());
  }
}
