package org.auditledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.TlogProof;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.verify.EntryProof.Outcome;
import org.auditledger.verify.EntryProof.Worth;
import org.junit.jupiter.api.Test;

/** What a proof is worth to who holds keys and anchors, and when it is none although signed. */
class EntryProofTest {

  private static final NoteSigner OURS = signer("acme", 7);
  private static final NoteSigner THEIRS = signer("acme", 8);
  private static final TrustedKeys TRUSTED = TrustedKeys.of(OURS.verifier());
  private static final String ENTRY = firstEntry();

  private static NoteSigner signer(String name, int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    return NoteSigner.of(name, PrivateKey.ofRaw(secret).orThrow("the test"));
  }

  private static String firstEntry() {
    LegacyVectors.Table table = LegacyVectors.entriesOfV01();
    CanonicalBytes bytes = new CanonicalBytes();
    assertThat(RowForm.ofEntries(table.layout()).write(table.row(0), bytes))
        .isEqualTo(FormOutcome.WRITTEN);
    return new String(bytes.toBytes(), UTF_8);
  }

  private static Checkpoint log(String name, Origin.Log log, long size, Digest root) {
    return new Checkpoint(new Origin(new LedgerName(name), log), size, root);
  }

  private static Digest root(String leaf) {
    return new TreeHasher().leaf(leaf.getBytes(UTF_8));
  }

  /** A log that has this leaf and no other one. */
  private static TlogProof proof(String leaf, Origin.Log log, NoteSigner signer) {
    return new TlogProof(leaf, 0, List.of(), log(signer.name(), log, 1, root(leaf)).sign(signer));
  }

  private static Anchor anchor(long size, Digest root, NoteSigner signer) {
    return new Anchor(
        log(signer.name(), Origin.Log.ENTRIES, size, root).sign(signer),
        log(signer.name(), Origin.Log.JOURNAL, 1, Digest.ZERO).sign(signer));
  }

  private static Outcome check(TlogProof proof) {
    return EntryProof.check(proof, TRUSTED, Optional.empty());
  }

  private static Outcome check(NoteSigner proofBy, Anchor anchor) {
    return EntryProof.check(
        proof(ENTRY, Origin.Log.ENTRIES, proofBy), TRUSTED, Optional.of(anchor));
  }

  private static Worth worth(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Holds.class);
    return ((Outcome.Holds) outcome).worth();
  }

  @Test
  void it_is_worth_what_keys_and_anchor_make_of_it() {
    assertThat(worth(check(proof(ENTRY, Origin.Log.ENTRIES, OURS)))).isEqualTo(Worth.PROVEN);
    assertThat(worth(check(proof(ENTRY, Origin.Log.ENTRIES, THEIRS)))).isEqualTo(Worth.UNKNOWN_KEY);
    Digest root = root(ENTRY);
    assertThat(worth(check(OURS, anchor(1, root, OURS)))).isEqualTo(Worth.PROVEN);
    assertThat(worth(check(OURS, anchor(1, root, THEIRS)))).isEqualTo(Worth.UNSIGNED_ANCHOR);
    assertThat(worth(check(OURS, anchor(2, root, OURS)))).isEqualTo(Worth.OTHER_SIZE);
    assertThat(worth(check(THEIRS, anchor(1, root, OURS)))).isEqualTo(Worth.ANCHOR_ONLY);
    assertThat(worth(check(THEIRS, anchor(2, root, OURS)))).isEqualTo(Worth.UNKNOWN_KEY);
    EntryProof entry = ((Outcome.Holds) check(OURS, anchor(1, root, OURS))).entry();
    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(entry.row().text("entry_hash")).contains(entry.hash().hex());
    assertThat(entry.signedBy()).containsExactly(OURS.verifier());
  }

  @Test
  void another_root_for_as_many_entries_is_another_history_if_somebody_signed_it() {
    assertThat(check(OURS, anchor(1, Digest.ZERO, OURS))).isInstanceOf(Outcome.Contradicted.class);
    assertThat(check(OURS, anchor(1, Digest.ZERO, THEIRS)))
        .isInstanceOf(Outcome.Contradicted.class);
    assertThat(check(THEIRS, anchor(1, Digest.ZERO, OURS))).isInstanceOf(Outcome.Broken.class);
    assertThat(check(OURS, anchor(1, root(ENTRY), signer("plant-2", 7))))
        .isInstanceOf(Outcome.OtherLedger.class);
  }

  @Test
  void a_leaf_that_is_signed_and_is_not_the_entry_of_its_place_proves_nothing() {
    broken(ENTRY.replace("\"sequence_number\":1,", "\"sequence_number\":2,"), "entry 1");
    broken(ENTRY.replace("\"sequence_number\":1,", ""), "stands in the place of entry 1");
    broken(
        ENTRY.replaceAll("\"verdict\":\"[A-Z_]+\"", "\"verdict\":\"FORGED\""), "has not the hash");
    broken(ENTRY.replaceAll("\"entry_hash\":\"[0-9a-f]+\",", ""), "has not the hash");
    broken(ENTRY.replaceAll("\"telemetry_id\":\"[^\"]+\",", ""), "comes to none");
    broken(ENTRY + " ", "not the row form");
    broken("{\"_form\":\"audit-ledger/journal/1\"}", "not the row form");
    assertThat(check(proof(ENTRY, Origin.Log.JOURNAL, OURS)))
        .isInstanceOf(Outcome.Broken.class)
        .asString()
        .contains("acme/journal");
  }

  private static void broken(String leaf, String why) {
    assertThat(leaf).isNotEqualTo(ENTRY);
    assertThat(check(proof(leaf, Origin.Log.ENTRIES, OURS)))
        .isInstanceOf(Outcome.Broken.class)
        .asString()
        .contains(why);
  }
}
