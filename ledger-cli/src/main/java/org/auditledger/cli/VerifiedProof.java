package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.canonical.RowFormText;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.EntryProof;
import org.auditledger.verify.EntryProof.Outcome;
import org.auditledger.verify.EntryProof.Worth;
import org.jspecify.annotations.Nullable;

/**
 * What a proof shows and what it does not, in plain words.
 *
 * @param exit as the command ends
 * @param worth in a word: proven, unknown_key, anchor_only, other_size, unsigned_anchor
 * @param entry the row form: exactly what was sealed
 */
record VerifiedProof(
    String format,
    int exit,
    boolean proven,
    String worth,
    String ledger,
    long sequence,
    String entryHash,
    long entries,
    String root,
    List<String> signedBy,
    @Nullable String anchor,
    List<String> shown,
    List<String> notShown,
    String entry,
    @JsonIgnore RowFormText row)
    implements Answer {

  /** Longer texts are cut for people; programs get all. */
  private static final int MOST = 300;

  VerifiedProof {
    signedBy = List.copyOf(signedBy);
    shown = List.copyOf(shown);
    notShown = List.copyOf(notShown);
  }

  static VerifiedProof of(Outcome.Holds holds, Optional<String> anchor) {
    EntryProof entry = holds.entry();
    boolean proven = holds.worth() == Worth.PROVEN;
    return new VerifiedProof(
        "audit-ledger/verified-proof/1",
        proven ? ExitCode.DONE.code() : ExitCode.NOT_ALL_CHECKED.code(),
        proven,
        holds.worth().name().toLowerCase(Locale.ROOT),
        entry.log().origin().ledger().value(),
        entry.sequence(),
        entry.hash().hex(),
        entry.log().size(),
        entry.log().root().hex(),
        entry.signedBy().stream().map(VerifierKey::toString).toList(),
        anchor.orElse(null),
        shown(entry, holds.worth(), anchor),
        notShown(entry, holds.worth(), anchor),
        entry.row().text(),
        entry.row());
  }

  private static List<String> shown(EntryProof entry, Worth worth, Optional<String> anchor) {
    List<String> shown = new ArrayList<>();
    shown.add(
        "entry "
            + entry.sequence()
            + ", with this hash and this content in every column, is in the log of "
            + entry.log().size()
            + " entries with this root");
    if (!entry.signedBy().isEmpty()) {
      shown.add("that log was signed by a key that is trusted here");
    }
    boolean sameLog = worth == Worth.ANCHOR_ONLY || worth == Worth.UNSIGNED_ANCHOR;
    if (anchor.isPresent() && (sameLog || worth == Worth.PROVEN)) {
      shown.add("it is the very log that the anchor " + anchor.get() + " is of");
    }
    return shown;
  }

  private static List<String> notShown(EntryProof entry, Worth worth, Optional<String> anchor) {
    List<String> not = new ArrayList<>();
    switch (worth) {
      case UNKNOWN_KEY, ANCHOR_ONLY ->
          not.add("who signed that log: nobody did whose key is given by --trust");
      case OTHER_SIZE ->
          not.add(
              "that this log and that of the anchor "
                  + anchor.orElse("")
                  + " are one history: they have other sizes; audit-ledger prove "
                  + entry.sequence()
                  + " --anchor FILE makes a proof for the anchor");
      case UNSIGNED_ANCHOR -> not.add("who signed the anchor: nobody did whose key is trusted");
      case PROVEN -> {
        // All that was given was used.
      }
    }
    not.add("that this log is the ledger's latest, or that there is no other one");
    not.add("that the key was not retired or stolen: the ledger's journal tells of that");
    not.add("that what the entry says is true");
    return not;
  }

  @Override
  public String text() {
    Page page = new Page(headline());
    page.fact("entry", Long.toString(sequence))
        .fact("entry hash", entryHash)
        .fact("log", String.format(Locale.ROOT, "%s, %,d entries", ledger, entries))
        .fact("root", root)
        .facts("signed by", signedBy)
        .facts("shown", shown)
        .facts("NOT shown", notShown)
        .line("content of the entry");
    for (String column : row.columns()) {
      page.fact(column, cut(row.shown(column).orElse("")));
    }
    return page.toString();
  }

  private String headline() {
    return proven
        ? "proven: entry " + sequence + " is in the ledger " + ledger
        : "NOT PROVEN: nothing is wrong with the proof, but not all could be checked";
  }

  private static String cut(String value) {
    return value.length() <= MOST
        ? value
        : value.substring(0, MOST)
            + String.format(Locale.ROOT, "... (%,d characters; --json has all)", value.length());
  }
}
