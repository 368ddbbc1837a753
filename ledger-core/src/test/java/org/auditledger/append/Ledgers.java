package org.auditledger.append;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntriesAccount;

/** Ledgers to append to, and what is appended to them. */
final class Ledgers {

  static final String V1 = "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql";
  static final String V2 = "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql";
  static final String V3 = "/org/auditledger/migrations/ledger/deploy/V3__transcript_columns.sql";
  static final String CHECKS =
      "/org/auditledger/migrations/ledger/deploy/V3_3__transcript_checks.sql";
  static final String V4 = "/org/auditledger/migrations/ledger/deploy/V4__guards.sql";

  /** Signs transcripts here. */
  static final PrivateKey KEY = key(41);

  static final TrustedKeys TRUSTED =
      Stream.of(
              TrustedKeys.of(KEY.publicKey()),
              ancestor("transcript-1.ed25519.pub"),
              ancestor("transcript-2.ed25519.pub"))
          .reduce((a, b) -> a.and(b).orThrow("the test's keys"))
          .orElseThrow();

  private Ledgers() {}

  private static TrustedKeys ancestor(String file) {
    return TrustedKeys.read(org.auditledger.testing.LegacyVectors.text(file)).orThrow(file);
  }

  static PrivateKey key(int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return PrivateKey.ofRaw(secret).orThrow("the test");
  }

  static WriterSettings settings() {
    return WriterSettings.standard().withPatience(Duration.ofSeconds(20)).withTranscriptKey(KEY);
  }

  static LedgerWriter writer(TestDatabase database) {
    return LedgerWriter.open(TestSessions.server(database), settings(), Clock.systemUTC());
  }

  /** An entry about the n-th telemetry. */
  static EntryDraft draft(long n) {
    String telemetry = "telemetry-" + n;
    return EntryDraft.of(Verdict.CLEAR, telemetry, hash(telemetry), "3.1.0")
        .by("rule-" + n % 7, "2026-1")
        .because("reading " + n + " \u2603 \"quoted\" \\ \u0001", n % 2 == 0 ? "llm" : null);
  }

  /** An entry as version 3 has them, signed when it is written. */
  static EntryDraft evaluated(long n) {
    return EntryDraft.of(Verdict.FLAG, "telemetry-" + n, hash("telemetry-" + n), "3.1.0")
        .because(null, "v3-evaluator")
        .with(Evaluation.of(envelope(n), transcript(n)));
  }

  static String envelope(long n) {
    return """
    {"verdict": "FLAG", "reasoning": "because of %d", "notes": [],
     "verifier_result": {"status": "AGREED", "checked_assertions": 1}, "score": 1e16, "z": -0.0,
     "human_attestation": null}
    """
        .formatted(n);
  }

  static String transcript(long n) {
    return """
    {"transcript_id": "tr-%d", "request_canonical": "Evaluate #%d \u00e9\\n",
     "response_canonical": {"b": 1.50, "a": [1e-7, 12345678901234567890]}}
    """
        .formatted(n, n);
  }

  static String hash(String text) {
    return Digest.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
  }

  static List<EntryDraft> drafts(int from, int count) {
    return java.util.stream.IntStream.range(from, from + count).mapToObj(Ledgers::draft).toList();
  }

  static EntriesAccount assertIntact(TestDatabase database) throws SQLException {
    return org.auditledger.testing.IntactLedger.assertIntact(database, TRUSTED);
  }
}
