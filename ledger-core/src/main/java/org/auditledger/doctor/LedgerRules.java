package org.auditledger.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.MigrationStatus;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.LedgerReport;

/** Judges what is known of the ledger itself. */
final class LedgerRules {

  private static final String UNKNOWN = "unknown";

  private LedgerRules() {}

  /**
   * Takes what verifying came to.
   *
   * @param trusting whether anybody is trusted: else nothing signed can be checked
   */
  static void area(LedgerReport report, Area area, String good, boolean trusting, Chart chart) {
    AreaReport found =
        report.areas().stream().filter(one -> one.area() == area).findFirst().orElseThrow();
    found.findings().first().forEach(one -> chart.found(Symptom.of(chart.subject(), one)));
    if (found.checked() && found.findings().total() == 0) {
      chart.saw(good);
    }
    // Part of it, or what takes a key, is said; that nothing of it could be judged has to count.
    boolean counts = !found.checked() && trusting;
    found.notChecked().stream()
        .distinct()
        .forEach(why -> chart.notChecked(new NotChecked(why, counts)));
  }

  static void migrations(MigrationStatus status, MigrationSets sets, Chart chart) {
    List<String> missing =
        status.migrations().stream()
            .filter(line -> !line.inEffect())
            .map(line -> line.set() + " " + line.version())
            .toList();
    if (status.ledger().isEmpty()) {
      chart.saw("the ledger is not adopted");
      chart.found(
          status.state().startsWith(UNKNOWN) ? Ailment.SCHEMA_UNKNOWN : Ailment.NOT_ADOPTED,
          "the ledger has no journal; its schema is " + status.state());
      return;
    }
    chart.saw("the schema is " + status.state() + ", and " + sets.ledger().head() + " is newest");
    chart.found(
        Ailment.MIGRATIONS_BEHIND,
        !missing.isEmpty(),
        "not in effect: " + String.join(", ", missing));
    status
        .unfinished()
        .ifPresent(
            version ->
                chart.found(
                    Ailment.MIGRATION_UNFINISHED,
                    "the preparation of version " + version + " began and has no receipt"));
    List<String> newer = status.newerThan(sets);
    chart.found(
        Ailment.TOOL_OLDER,
        !newer.isEmpty(),
        "in effect and not known here: " + String.join(", ", newer));
  }

  static void seals(SealFacts seals, Limits limits, Instant now, Chart chart) {
    long unsealed = Math.max(0, seals.entries() - seals.sealed());
    String until =
        String.format(Locale.ROOT, "%,d of %,d entries", seals.sealed(), seals.entries());
    chart.saw(
        seals
            .at()
            .map(at -> until + " are sealed, the last seal is " + age(at, now) + " old")
            .orElse(until + " are sealed"));
    if (seals.entries() == 0) {
      chart.saw("there are no entries yet");
    }
    if (unsealed == 0) {
      return;
    }
    String open = String.format(Locale.ROOT, "%,d entries are not sealed", unsealed);
    if (seals.at().isEmpty()) {
      chart.found(Ailment.NEVER_SEALED, open + ", and none ever was");
      return;
    }
    Instant oldest = seals.oldest().orElse(seals.at().get());
    chart.found(
        Ailment.SEAL_OVERDUE,
        isOlder(oldest, now, limits.unsealed()),
        open + ", the oldest of them for " + age(oldest, now) + limit(limits.unsealed()));
  }

  static void backups(BackupFacts backups, Limits limits, Instant now, Chart chart) {
    Optional<Instant> last = backups.last();
    if (last.isEmpty()) {
      chart.saw("the journal tells of no backup");
      chart.found(
          Ailment.NEVER_BACKED_UP,
          backups.entries() > 0,
          String.format(
              Locale.ROOT, "no backup of this ledger with its %,d entries", backups.entries()));
      return;
    }
    String age = age(last.get(), now);
    chart.saw(
        String.format(Locale.ROOT, "%,d in the journal, the last %s old", backups.count(), age));
    chart.found(
        Ailment.BACKUP_OVERDUE,
        isOlder(last.get(), now, limits.backup()),
        "the last backup is " + age + " old" + limit(limits.backup()));
  }

  private static boolean isOlder(Instant since, Instant now, Duration limit) {
    return Duration.between(since, now).compareTo(limit) > 0;
  }

  private static String age(Instant since, Instant now) {
    return Span.of(Duration.between(since, now));
  }

  private static String limit(Duration limit) {
    return "; the limit is " + Span.of(limit);
  }
}
