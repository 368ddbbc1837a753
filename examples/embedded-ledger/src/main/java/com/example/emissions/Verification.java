package com.example.emissions;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.auditledger.Evidence;
import org.auditledger.Ledger;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;

/**
 * Verifies the ledger, and says what came of it. The application is not the auditor: whoever
 * controls it controls what it says. It finds out early; the proof is for somebody else to have.
 */
final class Verification {

  /** The application has other work to do. */
  private static final int JOBS = 1;

  private static final int SHOWN = 5;
  private static final LocalTime AT_NIGHT = LocalTime.of(2, 30);

  private final Ledger ledger;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  Verification(Ledger ledger, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.ledger = ledger;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Runs it each night, until the service is shut down. */
  ScheduledExecutorService everyNight(Clock clock) {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime next = now.with(AT_NIGHT);
    Duration until = Duration.between(now, next.isAfter(now) ? next : next.plusDays(1));
    ScheduledExecutorService service = Executors.newSingleThreadScheduledExecutor();
    Future<?> unused =
        service.scheduleAtFixedRate(
            this::run, until.toSeconds(), Duration.ofDays(1).toSeconds(), TimeUnit.SECONDS);
    return service;
  }

  /** Whether nothing is wrong; what could not be checked is said. */
  boolean run() {
    try {
      LedgerReport report = ledger.verify(evidence(), JOBS);
      say(report);
      return report.isSound();
    } catch (RuntimeException e) {
      // That it could not be verified is no verdict. Thrown, it would end all later nights.
      err.println("not verified: " + e.getMessage());
      return false;
    }
  }

  private void say(LedgerReport report) {
    out.println("verified " + report.read().entries() + " entries: " + report.verdicts());
    for (AreaReport area : report.areas()) {
      out.println("  " + area.area().word() + ": " + area.verdict().words());
      area.findings().first().stream().limit(SHOWN).forEach(this::say);
      // What could not be checked is not clean, however well all else went.
      area.notChecked().forEach(what -> out.println("    not checked: " + what));
    }
  }

  private void say(Finding finding) {
    out.println("    " + finding.code() + ": " + finding.what());
    out.println("      " + finding.why() + "; " + finding.next());
  }

  /** Read anew each time: the anchor in the file is to be the newest one. */
  private Evidence evidence() {
    String keys = environment.getOrDefault("AUDIT_LEDGER_TRUST", "");
    String anchor = environment.getOrDefault("AUDIT_LEDGER_ANCHOR", "");
    Evidence trusted = keys.isEmpty() ? Evidence.NONE : Evidence.trusting(Path.of(keys));
    return anchor.isEmpty() ? trusted : trusted.anchoredBy(Path.of(anchor));
  }
}
