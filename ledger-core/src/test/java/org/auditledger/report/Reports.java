package org.auditledger.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalHead;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.Unchecked.Reason;

/** The report of the vector, and one that has as little in it as there can be. */
final class Reports {

  private Reports() {}

  static NoteSigner signer(String name, int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of(name, PrivateKey.ofRaw(secret).orThrow("the test"));
  }

  static VerifyReport broken() {
    String next = "compare the row with a backup; do not append";
    FoundFinding negative =
        new FoundFinding(
            "ENTRY_OUT_OF_ORDER",
            OptionalLong.of(-4),
            "sequence_number",
            "entry -4: it comes after entry 840",
            "no writer gives an entry such a number, or the rows were not read in their order",
            next);
    FoundFinding unnumbered =
        new FoundFinding(
            "ENTRY_UNNUMBERED",
            OptionalLong.empty(),
            "",
            "an entry without a number: a \"quoted\" \\ value \u00e9 \ud83d\ude00",
            "no writer leaves sequence_number out",
            next);
    Found found =
        new Found(
            1,
            841,
            Map.of("CLEAR", 800L, "FLAG", 40L, "others", 1L),
            Optional.of(new Head(840, digest("head"))),
            Optional.of(digest("root")),
            OptionalLong.of(820),
            OptionalLong.of(800),
            true,
            List.of(
                new FoundArea(
                    Area.CHAIN, Verdict.FAIL, 3, List.of(negative, unnumbered), List.of()),
                pass(Area.CONTENT),
                new FoundArea(
                    Area.HISTORY,
                    Verdict.PASS,
                    0,
                    List.of(),
                    List.of("2 statements are signed by keys that are not trusted")),
                new FoundArea(
                    Area.POSTURE,
                    Verdict.NOT_CHECKED,
                    0,
                    List.of(),
                    List.of("nothing was recorded that it could be compared with"))),
            List.of(
                new FoundUnchecked(
                    "UNKNOWN_KEY",
                    Reason.UNKNOWN_KEY.meaning(),
                    "sha256:" + digest("other"),
                    2,
                    OptionalLong.of(17)),
                new FoundUnchecked(
                    "TIME_REVERSED",
                    Reason.TIME_REVERSED.meaning(),
                    "timestamp",
                    1,
                    OptionalLong.empty())),
            Optional.empty());
    return new VerifyReport(
        Optional.of(new LedgerName("acme/plant-1")),
        new Made(
            Instant.parse("2026-11-26T17:24:05.250000Z"),
            new Actor("auditor", "desk-1", "alice", "audit-ledger 1"),
            Optional.of(new DatabaseIdentity("7381234567890123456", 16384)),
            Optional.of(new JournalHead(14, digest("journal"))),
            1250),
        new Given(
            new GivenScope.Whole(),
            true,
            true,
            Optional.of(new GivenAnchor(800, 12, digest("anchor root"), digest("anchor"))),
            List.of(signer("acme/plant-1", 8).verifier().toString()),
            List.of("sha256:" + digest("transcripts"))),
        found,
        10,
        "NOT INTACT: chain: 3 findings, the first ENTRY_OUT_OF_ORDER at entry -4");
  }

  /** Of an empty ledger that was never adopted, by whom nothing was given. */
  static VerifyReport empty(GivenScope scope, boolean strict, List<FoundArea> areas, int exit) {
    return new VerifyReport(
        Optional.empty(),
        new Made(
            Instant.EPOCH, new Actor("a", "b", "c", "d"), Optional.empty(), Optional.empty(), 0),
        new Given(scope, strict, false, Optional.empty(), List.of(), List.of()),
        new Found(
            1,
            0,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            true,
            areas,
            List.of(),
            Optional.empty()),
        exit,
        "proven: there are no entries");
  }

  static FoundArea pass(Area area) {
    return new FoundArea(area, Verdict.PASS, 0, List.of(), List.of());
  }

  static FoundArea fail(Area area) {
    FoundFinding finding = new FoundFinding("NEW_CODE", OptionalLong.empty(), "", "a", "b", "c");
    return new FoundArea(area, Verdict.FAIL, 1, List.of(finding), List.of());
  }

  private static Digest digest(String word) {
    return Digest.sha256(word.getBytes(UTF_8));
  }
}
