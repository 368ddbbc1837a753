package org.auditledger.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.auditledger.signature.TrustedKeys;

/**
 * One leaf, and all that is needed to show offline that a log contains it: a file in the format
 * {@code c2sp.org/tlog-proof@v1} that carries the leaf as its extra data.
 *
 * @param leaf what was logged: a row form, or a journal statement's line
 */
public record TlogProof(String leaf, long index, List<Digest> path, SignedNote checkpoint) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /** The path of a leaf in the largest tree. */
  private static final int MAX_PATH = 63;

  public TlogProof {
    path = List.copyOf(path);
    if (leaf.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(leaf)) {
      throw new IllegalArgumentException("a leaf is a text, and not an empty one");
    }
    if (index < 0 || path.size() > MAX_PATH) {
      throw new IllegalArgumentException(
          "no proof of leaf " + index + " has " + path.size() + " hashes");
    }
  }

  /** The file. */
  public String encoded() {
    StringBuilder file = new StringBuilder(HEADER);
    file.append(EXTRA)
        .append(StrictText.base64(leaf.getBytes(StandardCharsets.UTF_8)))
        .append('\n');
    file.append(INDEX).append(index).append('\n');
    path.forEach(hash -> file.append(StrictText.digest(hash)).append('\n'));
    return file.append('\n').append(checkpoint.encoded()).toString();
  }

  /** Parses a file; the first empty line ends the proof, and the rest is the checkpoint. */
  public static Parsed<TlogProof> parse(byte[] file) {
    return StrictText.utf8(file)
        .map(TlogProof::parse)
        .orElseGet(() -> new Parsed.Malformed<>("the proof is not UTF-8"));
  }

  private static Parsed<TlogProof> parse(String text) {
    int end = text.indexOf("\n\n");
    if (end < 0 || !text.startsWith(HEADER)) {
      return new Parsed.Malformed<>("a proof begins with \"" + HEADER.strip() + "\"");
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    if (lines.length < 3 || !lines[1].startsWith(EXTRA) || !lines[2].startsWith(INDEX)) {
      return new Parsed.Malformed<>("a proof has its leaf as extra data, and then an index");
    }
    Optional<String> leaf =
        StrictText.base64(lines[1].substring(EXTRA.length()))
            .flatMap(StrictText::utf8)
            .filter(extra -> !extra.isEmpty());
    OptionalLong index = StrictText.decimal(lines[2].substring(INDEX.length()));
    if (leaf.isEmpty() || index.isEmpty()) {
      return new Parsed.Malformed<>("the proof's leaf is no text, or its index no number");
    }
    if (lines.length - 3 > MAX_PATH) {
      return new Parsed.Malformed<>("no tree is as high as this proof has hashes");
    }
    List<Digest> path = new ArrayList<>();
    for (int i = 3; i < lines.length; i++) {
      Optional<Digest> hash = StrictText.digest(lines[i]);
      if (hash.isEmpty()) {
        return new Parsed.Malformed<>("line " + (i + 1) + " of the proof is not a hash in base64");
      }
      path.add(hash.get());
    }
    return SignedNote.parse(text.substring(end + 2))
        .then(note -> new Parsed.Value<>(new TlogProof(leaf.get(), index.getAsLong(), path, note)));
  }

  /** Shows, with nothing but trusted keys, that the log contained the leaf, or why it does not. */
  public NoteOutcome<LoggedLeaf> verify(TrustedKeys trusted) {
    NoteOutcome<Checkpoint> signed = Checkpoint.verify(checkpoint, trusted);
    if (signed instanceof NoteOutcome.Verified<Checkpoint> verified) {
      return refutation(verified.content())
          .<NoteOutcome<LoggedLeaf>>map(NoteOutcome.Rejected::new)
          .orElseGet(() -> signed.map(log -> new LoggedLeaf(leaf, index, log)));
    }
    return signed.map(log -> new LoggedLeaf(leaf, index, log));
  }

  /**
   * The same without asking who signed: what the hashes show, if the checkpoint is to be believed
   * for another reason.
   */
  public Parsed<LoggedLeaf> unsigned() {
    return Checkpoint.parse(checkpoint.text())
        .then(
            log ->
                refutation(log)
                    .<Parsed<LoggedLeaf>>map(Parsed.Malformed::new)
                    .orElseGet(() -> new Parsed.Value<>(new LoggedLeaf(leaf, index, log))));
  }

  private Optional<String> refutation(Checkpoint log) {
    if (index >= log.size()) {
      return Optional.of(
          "leaf " + index + " is not among the " + log.size() + " of the checkpoint");
    }
    Digest leafHash = new TreeHasher().leaf(leaf.getBytes(StandardCharsets.UTF_8));
    ProofOutcome outcome = new InclusionProof(index, log.size(), path).check(leafHash, log.root());
    if (outcome instanceof ProofOutcome.RootDiffers differs) {
      return Optional.of(
          "the leaf leads to root " + differs.computed() + ", signed is " + differs.expected());
    }
    return outcome instanceof ProofOutcome.WrongLength
        ? Optional.of("a proof of leaf " + index + " has not " + path.size() + " hashes")
        : Optional.empty();
  }
}
