package org.auditledger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.NoteOutcome.NoKnownSignature;
import org.auditledger.seal.NoteOutcome.Rejected;
import org.auditledger.seal.NoteOutcome.Verified;
import org.auditledger.signature.TrustedKeys;
import org.junit.jupiter.api.Test;

class TlogProofTest {

  private static final int SIZE = 11;
  private static final List<String> ROWS =
      IntStream.rangeClosed(1, SIZE).mapToObj(i -> "{\"sequence_number\":" + i + "}").toList();
  private static final LeafHashes TREE =
      new LeafHashes(ROWS.stream().map(row -> Rfc6962.leafHash(row.getBytes(UTF_8))).toList());
  private static final Signers SIGNER = Signers.named("acme", 7);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new Origin(new LedgerName("acme"), Origin.Log.ENTRIES),
          SIZE,
          Rfc6962.root(TREE.leaves()));
  private static final SignedNote NOTE = CHECKPOINT.sign(SIGNER.signer());
  private static final TrustedKeys TRUSTED = SIGNER.trusted();
  private static final String FILE = proof(4).encoded();

  @Test
  void a_file_has_the_lines_that_the_specification_says() {
    List<Digest> path = new Rfc6962().path(4, TREE.leaves());
    assertThat(FILE.lines().limit(4))
        .containsExactly(
            "c2sp.org/tlog-proof@v1",
            "extra eyJzZXF1ZW5jZV9udW1iZXIiOjV9",
            "index 4",
            Base64.getEncoder().encodeToString(path.get(0).toBytes()));
    assertThat(FILE.lines()).hasSize(3 + path.size() + 1 + 5);
    assertThat(FILE).endsWith("\n\n" + NOTE.encoded());
  }

  @Test
  void every_leaf_is_proven_offline() {
    for (int i = 0; i < SIZE; i++) {
      TlogProof proof = parsed(proof(i).encoded());
      assertThat(proof).isEqualTo(proof(i));
      LoggedLeaf leaf = new LoggedLeaf(ROWS.get(i), i, CHECKPOINT);
      assertThat(leaf.position()).isEqualTo(i + 1);
      assertThat(proof.verify(TRUSTED))
          .isEqualTo(new Verified<>(leaf, List.of(SIGNER.vkey()), List.of()));
    }
  }

  @Test
  void the_only_leaf_of_a_log_needs_no_hashes() {
    Checkpoint one = new Checkpoint(CHECKPOINT.origin(), 1, TREE.leaves().get(0));
    TlogProof proof = new TlogProof(ROWS.get(0), 0, List.of(), one.sign(SIGNER.signer()));
    assertThat(proof.encoded()).contains("index 0\n\nacme/entries\n1\n");
    assertThat(parsed(proof.encoded()).verify(TRUSTED)).isInstanceOf(Verified.class);
  }

  @Test
  void another_leaf_place_or_path_is_refused() {
    List<Digest> path = proof(4).path();
    List<Digest> turned = new ArrayList<>(path);
    Collections.reverse(turned);
    for (TlogProof proof :
        List.of(
            new TlogProof(ROWS.get(5), 4, path, NOTE),
            new TlogProof(ROWS.get(4) + " ", 4, path, NOTE),
            new TlogProof(ROWS.get(4), 5, path, NOTE),
            new TlogProof(ROWS.get(4), SIZE, path, NOTE),
            new TlogProof(ROWS.get(4), Long.MAX_VALUE, path, NOTE),
            new TlogProof(ROWS.get(4), 4, turned, NOTE),
            new TlogProof(ROWS.get(4), 4, path.subList(1, path.size()), NOTE),
            new TlogProof(ROWS.get(4), 4, List.of(), NOTE))) {
      assertThat(proof.verify(TRUSTED)).as("%s", proof).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void a_proof_is_worth_what_its_checkpoint_is_worth() {
    Signers stranger = Signers.named("acme", 9);
    assertThat(proof(4).verify(stranger.trusted())).isInstanceOf(NoKnownSignature.class);
    assertThat(proof(4).verify(TrustedKeys.NONE)).isInstanceOf(NoKnownSignature.class);
    SignedNote smaller =
        new SignedNote(
            new Checkpoint(CHECKPOINT.origin(), SIZE - 1, CHECKPOINT.root()).text(),
            NOTE.signatures());
    assertThat(new TlogProof(ROWS.get(4), 4, proof(4).path(), smaller).verify(TRUSTED))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void every_other_spelling_is_malformed() {
    for (String file :
        List.of(
            "",
            "c2sp.org/tlog-proof@v1\n",
            FILE.replace("@v1", "@v2"),
            " " + FILE,
            "\n" + FILE,
            FILE.replace("\n", "\r\n"),
            FILE.replace("extra eyJzZXF1ZW5jZV9udW1iZXIiOjV9\n", ""),
            FILE.replace("extra eyJzZXF1ZW5jZV9udW1iZXIiOjV9", "extra "),
            FILE.replace("extra eyJz", "extra  eyJz"),
            FILE.replace("extra eyJz", "Extra eyJz"),
            FILE.replace("extra eyJz", "extra eyJ!"),
            FILE.replace("extra eyJzZXF1ZW5jZV9udW1iZXIiOjV9", "extra /w=="),
            FILE.replace("index 4\n", ""),
            FILE.replace("index 4", "index 04"),
            FILE.replace("index 4", "index -4"),
            FILE.replace("index 4", "index four"),
            FILE.replace("index 4", "index 9223372036854775808"),
            FILE.replace("index 4\n", "index 4\n\n"),
            FILE.replace("index 4\n", "index 4\nAAAA\n"),
            FILE.replace("\n\nacme", "\nacme"),
            FILE.replace("\n\nacme", "\n\n\nacme"),
            FILE.replace("index 4\n", "index 4\n" + (hash() + "\n").repeat(60)),
            FILE.substring(0, FILE.indexOf("\n\n") + 2),
            FILE.strip(),
            FILE + "\n")) {
      Parsed<TlogProof> parsed = TlogProof.parse(file.getBytes(UTF_8));
      if (parsed instanceof Parsed.Value<TlogProof> value) {
        // A checkpoint that begins with an empty line is a note, but no checkpoint.
        assertThat(value.value().verify(TRUSTED)).as(file).isInstanceOf(Rejected.class);
      } else {
        assertThat(parsed).as(file).isInstanceOf(Parsed.Malformed.class);
      }
    }
    byte[] broken = FILE.getBytes(UTF_8);
    broken[30] = (byte) 0xff;
    assertThat(TlogProof.parse(broken)).isEqualTo(new Parsed.Malformed<>("the proof is not UTF-8"));
  }

  @Test
  void no_bit_of_a_file_can_be_changed() {
    byte[] file = FILE.getBytes(UTF_8);
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      if (TlogProof.parse(changed) instanceof Parsed.Value<TlogProof> parsed) {
        assertThat(parsed.value().verify(TRUSTED))
            .as("bit %d", bit)
            .isNotInstanceOf(Verified.class);
      }
    }
  }

  @Test
  void a_proof_may_be_as_long_as_the_largest_tree_is_high_and_no_longer() {
    TlogProof longest = new TlogProof("a", 0, Collections.nCopies(63, Digest.ZERO), NOTE);
    assertThat(parsed(longest.encoded())).isEqualTo(longest);
    String longer =
        longest.encoded().replace("index 0\n", String.join("\n", "index 0", hash(), ""));
    assertThat(TlogProof.parse(longer.getBytes(UTF_8)))
        .isEqualTo(new Parsed.Malformed<>("no tree is as high as this proof has hashes"));
    assertThat(TlogProof.parse(FILE.replace("index 4\n", "index 4\nAAAA\n").getBytes(UTF_8)))
        .isEqualTo(new Parsed.Malformed<>("line 4 of the proof is not a hash in base64"));
  }

  @Test
  void what_is_no_proof_is_not_written() {
    List<Digest> tooMany = Collections.nCopies(64, Digest.ZERO);
    assertThatThrownBy(() -> new TlogProof("", 0, List.of(), NOTE)).hasMessageContaining("empty");
    assertThatThrownBy(() -> new TlogProof("\ud800", 0, List.of(), NOTE))
        .hasMessageContaining("text");
    assertThatThrownBy(() -> new TlogProof("a", -1, List.of(), NOTE)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new TlogProof("a", 0, tooMany, NOTE)).hasMessageContaining("64");
  }

  private static TlogProof proof(int index) {
    return new TlogProof(ROWS.get(index), index, Proofs.inclusion(TREE, index, SIZE).path(), NOTE);
  }

  private static String hash() {
    return Base64.getEncoder().encodeToString(new byte[32]);
  }

  private static TlogProof parsed(String file) {
    assertThat(TlogProof.parse(file.getBytes(UTF_8))).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value<TlogProof>) TlogProof.parse(file.getBytes(UTF_8))).value();
  }
}
