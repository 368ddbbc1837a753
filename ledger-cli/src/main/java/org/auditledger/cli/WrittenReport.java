package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.auditledger.entry.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A page that was written, and what it says above all.
 *
 * @param exit as the command ends, which is as verify would
 * @param from the first moment of the period; null for the beginning
 * @param to the last moment of it; null for the end
 * @param entries how many there are in the ledger
 * @param counted how many of them are in the period
 * @param conclusion what is proven and what is not, in one sentence
 */
record WrittenReport(
    String format,
    int exit,
    String file,
    long bytes,
    String sha256,
    @Nullable String ledger,
    @Nullable String organization,
    @Nullable String from,
    @Nullable String to,
    long entries,
    long counted,
    List<VerifiedLedger.Judged> areas,
    String conclusion)
    implements Answer {

  WrittenReport {
    areas = List.copyOf(areas);
  }

  static WrittenReport of(Path file, long bytes, Digest sha256, AuditPage page) {
    VerifiedLedger verified = page.verified();
    return new WrittenReport(
        "audit-ledger/written-report/1",
        verified.exit(),
        file.toString(),
        bytes,
        sha256.hex(),
        verified.ledger(),
        page.heading().organization(),
        page.heading().period().first().map(Object::toString).orElse(null),
        page.heading().period().last().map(Object::toString).orElse(null),
        verified.entries(),
        page.figures().entries(),
        verified.areas(),
        verified.conclusion());
  }

  @Override
  public String text() {
    Page page =
        new Page(file + ": " + Counted.bytes(bytes))
            .fact("ledger", ledger == null ? "has no name" : ledger)
            .fact(
                "period",
                (from == null ? "the beginning" : from) + " to " + (to == null ? "the end" : to))
            .fact("entries", String.format(Locale.ROOT, "%,d of %,d", counted, entries))
            .fact("sha256", sha256)
            .gap();
    for (VerifiedLedger.Judged area : areas) {
      page.fact(
          area.area(),
          area.findings() > 0
              ? "FAIL, " + Conclusion.findings(area.findings())
              : area.verdict().replace('_', ' '));
    }
    return page.gap().line(conclusion).toString();
  }
}
