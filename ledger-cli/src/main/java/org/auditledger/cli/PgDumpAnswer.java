package org.auditledger.cli;

import java.util.Locale;
import org.auditledger.backup.PgDumpChecked;
import org.auditledger.backup.PgDumped;

/**
 * A dump that was taken.
 *
 * @param programs what wrote it
 * @param restored whether it was restored and verified, and not only read
 * @param checked how it was found to be good, in words
 */
record PgDumpAnswer(
    String format,
    String file,
    long size,
    String sha256,
    String programs,
    long entries,
    long headSequence,
    String headHash,
    boolean restored,
    String checked,
    long milliseconds)
    implements Answer {

  static PgDumpAnswer of(PgDumped dump, long milliseconds) {
    return new PgDumpAnswer(
        "audit-ledger/pg-dump-taken/1",
        dump.path().toString(),
        dump.size(),
        dump.sha256().hex(),
        dump.programs().toString(),
        dump.source().entries(),
        dump.source().head().sequence(),
        dump.source().head().hash().hex(),
        dump.checked() instanceof PgDumpChecked.Restored,
        sentence(dump.checked()),
        milliseconds);
  }

  private static String sentence(PgDumpChecked checked) {
    if (checked instanceof PgDumpChecked.Restored restored) {
      return "restored into " + restored.where() + ", and verified there";
    }
    return checked instanceof PgDumpChecked.Read read
        ? "read to its end, and not restored: " + read.why()
        : ((PgDumpChecked.Unusable) checked).why();
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT, "dumped %,d entries in %.1f s", entries, milliseconds / 1000.0));
    page.fact("file", file);
    page.fact("size", String.format(Locale.ROOT, "%,d bytes", size));
    page.fact("sha256", sha256);
    page.fact("head", headSequence + " " + headHash);
    page.fact("by", programs);
    page.fact("checked", checked);
    page.fact("signed", "no: a dump says nothing of itself, and a restore of it executes SQL");
    return page.toString();
  }
}
