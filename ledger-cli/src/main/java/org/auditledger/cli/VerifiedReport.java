package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalTime;
import org.auditledger.report.GivenScope;
import org.auditledger.report.VerifyReport;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has signed who verified a ledger.
 *
 * @param exit as verify ended then, and as the command ends
 * @param signedBy the keys that are trusted here and signed it
 * @param at when verifying began
 * @param notShown what the report does not show, in words
 * @param verified what verify said
 */
record VerifiedReport(
    String format,
    int exit,
    List<String> signedBy,
    String at,
    Actor actor,
    @Nullable Database database,
    @Nullable Journal journal,
    Given given,
    List<String> notShown,
    VerifiedLedger verified)
    implements Answer {

  /** Who verified it. */
  record Actor(String databaseRole, String host, String osUser, String tool) {}

  /** Which database it was in. */
  record Database(String systemIdentifier, long oid) {}

  /** Where the journal ended. */
  record Journal(long position, String hash) {}

  /** What had been kept outside. */
  record Anchor(long entries, long statements, String root, String sha256) {}

  /**
   * What it was checked by.
   *
   * @param scope which entries were to be read: whole, since (the anchor) or part
   */
  record Given(
      String scope,
      @Nullable Long from,
      @Nullable Long to,
      boolean strict,
      boolean secondOpinion,
      @Nullable Anchor anchor,
      List<String> noteKeys,
      List<String> transcriptKeys) {

    private static Given of(org.auditledger.report.Given given) {
      GivenScope.Part part = given.scope() instanceof GivenScope.Part some ? some : null;
      return new Given(
          part != null ? "part" : given.scope() instanceof GivenScope.Since ? "since" : "whole",
          part == null ? null : part.first(),
          part == null ? null : number(part.last()),
          given.strict(),
          given.secondOpinion(),
          given
              .anchor()
              .map(
                  one ->
                      new Anchor(
                          one.entries(), one.statements(), one.root().hex(), one.sha256().hex()))
              .orElse(null),
          given.noteKeys(),
          given.transcriptKeys());
    }

    private static @Nullable Long number(OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }

    private String words() {
      String which =
          switch (scope) {
            case "part" ->
                String.format(Locale.ROOT, "entries from %,d ", from)
                    + (to == null ? "on" : String.format(Locale.ROOT, "to %,d", to));
            case "since" -> "entries that came after the anchor";
            default -> "all entries";
          };
      return which
          + (secondOpinion ? ", and by the database, too" : "")
          + (strict ? "; anything not checked counted" : "");
    }
  }

  VerifiedReport {
    signedBy = List.copyOf(signedBy);
    notShown = List.copyOf(notShown);
  }

  static VerifiedReport of(VerifyReport report, List<VerifierKey> by) {
    org.auditledger.journal.Actor actor = report.made().actor();
    return new VerifiedReport(
        "audit-ledger/verified-report/1",
        report.exit(),
        by.stream().map(VerifierKey::toString).toList(),
        JournalTime.text(report.made().at()),
        new Actor(actor.databaseRole(), actor.host(), actor.osUser(), actor.tool()),
        report
            .made()
            .database()
            .map(one -> new Database(one.systemIdentifier(), one.oid()))
            .orElse(null),
        report
            .made()
            .journal()
            .map(head -> new Journal(head.position(), head.hash().hex()))
            .orElse(null),
        Given.of(report.given()),
        notShown(report, by),
        VerifiedLedger.of(report));
  }

  private static List<String> notShown(VerifyReport report, List<VerifierKey> by) {
    List<String> not = new ArrayList<>();
    not.add("that it is true: it is what the holder of that key said then");
    String ledger = report.ledger().map(LedgerName::value).orElse("");
    if (by.stream().allMatch(key -> key.name().equals(ledger))) {
      not.add("that anybody says so but who keeps the ledger: the key has the ledger's own name");
    }
    not.add("that the ledger is still so, or that this is the last report on it");
    not.add("that the key was not retired or stolen");
    return not;
  }

  @Override
  public String text() {
    Page page =
        new Page(
            "a report on "
                + (verified.ledger() == null ? "a ledger without a name" : verified.ledger())
                + ", as it was on "
                + Page.time(at));
    page.facts("signed by", signedBy)
        .fact("made by", actor.osUser() + " on " + actor.host() + ", with " + actor.tool())
        .fact("as role", actor.databaseRole())
        .fact("database", whichDatabase())
        .fact("journal", whichJournal())
        .fact("read", given.words())
        .fact("anchor", whichAnchor())
        .facts("trusted", trusted())
        .facts("NOT shown", notShown)
        .gap();
    return page.verbatim(verified.text()).toString();
  }

  private String whichDatabase() {
    return database == null
        ? "not told"
        : database.oid() + " of cluster " + database.systemIdentifier();
  }

  private String whichJournal() {
    return journal == null
        ? "none"
        : String.format(
            Locale.ROOT, "%,d statements, the last %s", journal.position(), journal.hash());
  }

  private String whichAnchor() {
    Anchor anchor = given.anchor();
    return anchor == null
        ? "none was given"
        : String.format(
            Locale.ROOT,
            "of %,d entries and %,d statements, its file has SHA-256 %s",
            anchor.entries(),
            anchor.statements(),
            anchor.sha256());
  }

  private List<String> trusted() {
    List<String> keys = new ArrayList<>(given.noteKeys());
    keys.addAll(given.transcriptKeys());
    return keys.isEmpty() ? List.of("nobody") : keys;
  }
}
