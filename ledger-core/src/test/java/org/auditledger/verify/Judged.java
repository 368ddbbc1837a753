package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;

/** What comes of judging entries. */
final class Judged {

  static final TrustedKeys ANCESTORS_KEYS =
      trusted("transcript-1.ed25519.pub")
          .and(trusted("transcript-2.ed25519.pub"))
          .orThrow("the ancestor's keys");

  private Judged() {}

  static TrustedKeys trusted(String file) {
    return TrustedKeys.read(LegacyVectors.text(file)).orThrow(file);
  }

  static EntriesAccount account(Entries entries, TrustedKeys trusted) {
    EntryChecks checks = new EntryChecks(entries.layout(), trusted, LeafConsumer.NONE);
    entries.forEach(checks::accept);
    return checks.account();
  }

  static List<Digest> leaves(Entries entries) {
    List<Digest> leaves = new ArrayList<>();
    EntryLeaves made =
        new EntryLeaves(
            entries.layout(), (sequence, hash, offset) -> leaves.add(Digest.read(hash, offset)));
    entries.forEach(made::accept);
    return leaves;
  }

  /** The findings in short: each as its code, entry and column. */
  static List<String> findings(Entries entries) {
    return account(entries, ANCESTORS_KEYS).findings().first().stream()
        .map(
            finding ->
                finding.code()
                    + " "
                    + (finding.sequence().isPresent() ? finding.sequence().getAsLong() : "-")
                    + " "
                    + finding.column())
        .toList();
  }
}
