package org.auditledger.cli;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.report.Found;
import org.auditledger.report.FoundArea;
import org.auditledger.report.FoundBackup;
import org.auditledger.report.FoundFinding;
import org.auditledger.report.FoundUnchecked;
import org.auditledger.report.VerifyReport;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.LedgerReport;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a ledger.
 *
 * @param exit as the command ends
 * @param first the number of the first entry that was read
 * @param unchecked what could not be judged in entries
 * @param findings the first ones of each area; the areas have how many there are
 * @param backup what it was read from, where that was no database
 * @param conclusion what is proven and what is not, in one sentence
 */
record VerifiedLedger(
    String format,
    int exit,
    @Nullable String ledger,
    long first,
    long entries,
    long milliseconds,
    Map<String, Long> verdicts,
    @Nullable Head head,
    @Nullable String root,
    @Nullable Long sealedTo,
    @Nullable Long anchoredTo,
    boolean evidenceUsed,
    List<Judged> areas,
    List<Unchecked> unchecked,
    List<Finding> findings,
    @Nullable VerifiedBackup backup,
    String conclusion)
    implements Answer {

  /** Where the chain ends. */
  record Head(long sequence, String hash) {}

  /**
   * One of the four.
   *
   * @param verdict pass, fail or not_checked
   * @param exit what it means as an exit code, without regard to what was not checked
   * @param notChecked what of it was not, and why
   */
  record Judged(String area, String verdict, int exit, long findings, List<String> notChecked) {

    Judged {
      notChecked = List.copyOf(notChecked);
    }

    private static Judged of(FoundArea found) {
      return new Judged(
          found.area().word(),
          found.word(),
          (found.findings() > 0 ? VerifiedLedger.exit(found.area()) : ExitCode.DONE).code(),
          found.findings(),
          found.notChecked());
    }
  }

  /** Something in entries that could not be judged, and how often. */
  record Unchecked(
      String reason, String meaning, String subject, long count, @Nullable Long first) {

    private static Unchecked of(FoundUnchecked one) {
      return new Unchecked(
          one.reason(), one.meaning(), one.subject(), one.count(), number(one.first()));
    }
  }

  /** Something that is wrong. */
  record Finding(
      String area,
      String code,
      @Nullable Long sequence,
      @Nullable String column,
      String what,
      String why,
      String next) {

    private static Finding of(FoundArea area, FoundFinding one) {
      return new Finding(
          area.area().word(),
          one.code(),
          number(one.sequence()),
          one.column().isEmpty() ? null : one.column(),
          one.what(),
          one.why(),
          one.next());
    }
  }

  VerifiedLedger {
    areas = List.copyOf(areas);
    unchecked = List.copyOf(unchecked);
    findings = List.copyOf(findings);
  }

  /**
   * What an audit says.
   *
   * @param strict whether anything that was not checked counts
   * @param maxFindings how many to keep of each area
   */
  static VerifiedLedger of(
      LedgerReport report, Evidence given, boolean strict, int maxFindings, Duration took) {
    return of(
        report.ledger(),
        Found.of(report, maxFindings),
        ExitCode.combine(exits(report, strict)).code(),
        Math.max(0, took.toMillis()),
        new Conclusion(report, given).sentence());
  }

  /** What an audit of a backup says. */
  static VerifiedLedger of(
      LedgerReport report,
      FoundBackup backup,
      Evidence given,
      boolean strict,
      int maxFindings,
      Duration took) {
    Set<ExitCode> outcomes = exits(report, strict);
    if (!backup.defects().isEmpty()) {
      outcomes.add(ExitCode.BACKUP_INVALID);
    }
    if (!backup.notChecked().isEmpty()) {
      outcomes.add(ExitCode.NOT_ALL_CHECKED);
    }
    return of(
        report.ledger(),
        Found.of(report, maxFindings, Optional.of(backup)),
        ExitCode.combine(outcomes).code(),
        Math.max(0, took.toMillis()),
        VerifiedBackup.conclusion(backup, new Conclusion(report, given).sentence()));
  }

  /** What a report says that somebody has kept: the same, in the same words. */
  static VerifiedLedger of(VerifyReport report) {
    return of(
        report.ledger(),
        report.found(),
        report.exit(),
        report.made().milliseconds(),
        report.conclusion());
  }

  private static VerifiedLedger of(
      Optional<LedgerName> ledger, Found found, int exit, long milliseconds, String conclusion) {
    return new VerifiedLedger(
        "audit-ledger/verify/1",
        exit,
        ledger.map(LedgerName::value).orElse(null),
        found.first(),
        found.entries(),
        milliseconds,
        found.verdicts(),
        found.head().map(head -> new Head(head.sequence(), head.hash().hex())).orElse(null),
        found.root().map(Digest::hex).orElse(null),
        number(found.sealedTo()),
        number(found.anchoredTo()),
        found.evidenceUsed(),
        found.areas().stream().map(Judged::of).toList(),
        found.unchecked().stream().map(Unchecked::of).toList(),
        found.areas().stream()
            .flatMap(area -> area.first().stream().map(one -> Finding.of(area, one)))
            .toList(),
        found.backup().map(VerifiedBackup::of).orElse(null),
        conclusion);
  }

  /** What the command ends with the worst of. */
  private static Set<ExitCode> exits(LedgerReport report, boolean strict) {
    Set<ExitCode> outcomes = EnumSet.of(ExitCode.DONE);
    for (AreaReport area : report.areas()) {
      if (area.findings().total() > 0) {
        outcomes.add(exit(area.area()));
      }
      if (strict && (!area.checked() || !area.notChecked().isEmpty())) {
        outcomes.add(ExitCode.NOT_ALL_CHECKED);
      }
    }
    if (!report.unchecked().isEmpty() || !report.evidenceUsed()) {
      outcomes.add(ExitCode.NOT_ALL_CHECKED);
    }
    return outcomes;
  }

  private static ExitCode exit(Area area) {
    return switch (area) {
      case CHAIN, CONTENT -> ExitCode.CHAIN_BROKEN;
      case HISTORY -> ExitCode.HISTORY_BROKEN;
      case POSTURE -> ExitCode.POSTURE_WEAKER;
    };
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  @Override
  public String text() {
    return new VerifiedPage(this).text();
  }
}
