package org.auditledger.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.auditledger.entry.LedgerName;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.SignatureCheck;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/**
 * A C2SP signed note: a text, and lines that say who signed it. Parsing believes nobody; only what
 * {@link #verify} hands out was signed by somebody trusted.
 *
 * @param text what is signed, with its last newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** More lines than anybody needs, and few enough to verify them all. */
  public static final int MAX_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!isText(text)) {
      throw new IllegalArgumentException(
          "a note's text ends with a newline and has no other control characters");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "a note has 1 to " + MAX_SIGNATURES + " signatures, not " + signatures.size());
    }
  }

  /** A text, signed. */
  public static SignedNote sign(String text, NoteSigner signer) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SignedNote(text, List.of(NoteSignature.sign(bytes, signer)));
  }

  /** This note with one more signature, in the place of any earlier one by the same key. */
  public SignedNote signedAlsoBy(NoteSigner signer) {
    List<NoteSignature> lines = new ArrayList<>(signatures);
    lines.removeIf(line -> line.claims(signer.verifier()));
    lines.add(NoteSignature.sign(text.getBytes(StandardCharsets.UTF_8), signer));
    return new SignedNote(text, lines);
  }

  /** Parses a note: the text goes up to the last empty line, signatures follow it to the end. */
  public static Parsed<SignedNote> parse(byte[] note) {
    return StrictText.utf8(note)
        .map(SignedNote::parse)
        .orElseGet(() -> new Parsed.Malformed<>("the note is not UTF-8"));
  }

  static Parsed<SignedNote> parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0) {
      return new Parsed.Malformed<>("the note has no empty line before its signatures");
    }
    String text = note.substring(0, split + 1);
    if (!isText(text)) {
      return new Parsed.Malformed<>("the note's text has control characters");
    }
    if (!note.endsWith("\n") || split + 2 == note.length()) {
      return new Parsed.Malformed<>("the note does not end with a signature line");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (int at = split + 2; at < note.length(); at = note.indexOf('\n', at) + 1) {
      Optional<NoteSignature> line =
          NoteSignature.parse(note.substring(at, note.indexOf('\n', at)));
      if (line.isEmpty()) {
        return new Parsed.Malformed<>("a line after the note's text is no signature");
      }
      if (signatures.size() == MAX_SIGNATURES) {
        return new Parsed.Malformed<>("the note has more than " + MAX_SIGNATURES + " signatures");
      }
      signatures.add(line.get());
    }
    return new Parsed.Value<>(new SignedNote(text, signatures));
  }

  /** Verifies against every trusted key, whatever its name. */
  public NoteOutcome<String> verify(TrustedKeys trusted) {
    return verify(trusted, key -> true);
  }

  /** Verifies against the trusted keys of this ledger; other ledgers' keys are strangers here. */
  public NoteOutcome<String> verify(TrustedKeys trusted, LedgerName ledger) {
    return verify(trusted, key -> key.name().equals(ledger.value()));
  }

  private NoteOutcome<String> verify(TrustedKeys trusted, Predicate<VerifierKey> counts) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    Set<VerifierKey> by = new LinkedHashSet<>();
    List<NoteSignature> unknown = new ArrayList<>();
    // The same line twice says nothing new, but a second, different signature by a known key is
    // verified too: one that fails rejects the note wherever it stands.
    for (NoteSignature line : new LinkedHashSet<>(signatures)) {
      Optional<VerifierKey> key = trusted.forNotes(line.name(), line.keyId()).filter(counts);
      if (key.isEmpty()) {
        unknown.add(line);
        continue;
      }
      SignatureCheck check = key.get().key().verify(message, line.signature());
      if (check != SignatureCheck.VALID) {
        return new NoteOutcome.Rejected<>("signed as " + key.get() + ": " + check.sentence());
      }
      by.add(key.get());
    }
    return by.isEmpty()
        ? new NoteOutcome.NoKnownSignature<>(unknown)
        : new NoteOutcome.Verified<>(text, List.copyOf(by), unknown);
  }

  /** The whole note, as it is stored and sent. */
  public String encoded() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(line -> note.append(line.line()));
    return note.toString();
  }

  private static boolean isText(String text) {
    return text.endsWith("\n")
        && text.chars().allMatch(c -> c >= ' ' || c == '\n')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
