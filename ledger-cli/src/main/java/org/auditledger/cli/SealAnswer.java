package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.verify.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What a seal, or an anchor that was written, is of.
 *
 * @param signed whether anything was signed for it; else it is the seal of before
 * @param anchor the file that it was written to
 * @param findings what is wrong within entries that were sealed as they are
 */
record SealAnswer(
    String format,
    String ledger,
    boolean signed,
    long entries,
    String root,
    long statements,
    @Nullable String anchor,
    List<String> findings,
    @JsonIgnore String headline)
    implements Answer {

  SealAnswer {
    findings = List.copyOf(findings);
  }

  /** What was sealed. */
  static SealAnswer of(Sealed sealed, @Nullable String anchor) {
    return of(
        sealed.anchor(),
        sealed.isNew(),
        anchor,
        sealed.content().stream().map(Finding::what).toList(),
        sealed.isNew() ? "sealed" : "nothing new; sealed already");
  }

  /** An anchor that was found. */
  static SealAnswer of(Anchor anchor, String file) {
    return of(anchor, false, file, List.of(), "sealed");
  }

  private static SealAnswer of(
      Anchor anchor,
      boolean signed,
      @Nullable String file,
      List<String> findings,
      String headline) {
    Checkpoint entries = checkpoint(anchor.entries());
    return new SealAnswer(
        "audit-ledger/checkpoint/1",
        entries.origin().ledger().value(),
        signed,
        entries.size(),
        entries.root().hex(),
        checkpoint(anchor.journal()).size(),
        file,
        findings,
        headline);
  }

  private static Checkpoint checkpoint(SignedNote note) {
    if (Checkpoint.parse(note.text()) instanceof Parsed.Value<Checkpoint> checkpoint) {
      return checkpoint.value();
    }
    throw new IllegalArgumentException("an anchor is made of checkpoints");
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(Locale.ROOT, "%s: %s %,d entries", ledger, headline, entries)
                + String.format(Locale.ROOT, " and %,d statements", statements));
    page.fact("root", root);
    if (anchor != null) {
      page.facts(
          "anchor",
          List.of(
              anchor, "keep a copy of it where nobody who can change the database can change it"));
    }
    page.facts("finding", findings);
    return page.toString();
  }
}
