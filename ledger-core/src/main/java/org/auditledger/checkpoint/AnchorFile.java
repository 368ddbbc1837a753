package org.auditledger.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.signature.TrustedKeys;

/** Where an anchor is written to. */
public record AnchorFile(Path path) {

  private static final int MAX_LENGTH = 1 << 16;

  /**
   * Writes the anchor, whole or not at all. A file that holds exactly this anchor is left as it is,
   * and any other one too.
   *
   * @throws SealException when there is another file, or it cannot be written
   */
  public void write(Anchor anchor) {
    file().write(anchor.encoded());
  }

  /**
   * The anchor in the file, whoever signed it.
   *
   * @throws SealException when it cannot be read, or is no anchor
   */
  public Anchor read() {
    Parsed<Anchor> parsed;
    try (InputStream in = Files.newInputStream(path)) {
      parsed = Anchor.parse(in.readNBytes(MAX_LENGTH + 1));
    } catch (IOException e) {
      throw new SealException(
          Trouble.FILE,
          new Explanation("the anchor " + path + " cannot be read", e.toString(), "check the path"),
          e);
    }
    if (parsed instanceof Parsed.Value<Anchor> anchor) {
      return anchor.value();
    }
    throw new SealException(
        Trouble.FILE,
        path + " is no anchor",
        ((Parsed.Malformed<Anchor>) parsed).why(),
        "name the file as it was written; audit-ledger checkpoint export writes one");
  }

  /**
   * The anchor that is kept in the file; nothing when there is no file.
   *
   * @throws SealException when there is anything but an anchor that somebody signed who is trusted
   */
  public Optional<Anchor> kept(TrustedKeys trusted) {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] there = file().read(MAX_LENGTH);
    if (Anchor.parse(there) instanceof Parsed.Value<Anchor> parsed
        && parsed.value().verify(trusted) instanceof NoteOutcome.Verified<SignedAnchor>) {
      return Optional.of(parsed.value());
    }
    throw new SealException(
        Trouble.FILE,
        "the anchor was not written: " + path + " holds something else",
        "only an older anchor of this ledger, by a key that is trusted here, is replaced",
        "name another file, or move this one away");
  }

  /**
   * Keeps the newest anchor in the file: one of before, of the same ledger and signed by who is
   * trusted, is replaced by this one. Nothing else is.
   *
   * @throws SealException when there is anything else, or it cannot be written
   * @throws org.auditledger.control.HistoryBrokenException when what is there is of a later time,
   *     or of another history
   */
  void keepNewest(Anchor anchor, TrustedKeys trusted) {
    EvidenceFile file = file();
    Optional<Anchor> older = kept(trusted);
    if (older.isEmpty()) {
      file.write(anchor.encoded());
    } else if (!older.get().equals(anchor)) {
      requireLater(signed(older.get(), trusted), signed(anchor, trusted));
      try {
        DurableFile.replace(path, anchor.encoded(), DurableFile.FOR_ALL);
      } catch (IOException e) {
        throw file.failed(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private static SignedAnchor signed(Anchor anchor, TrustedKeys trusted) {
    if (anchor.verify(trusted) instanceof NoteOutcome.Verified<SignedAnchor> verified) {
      return verified.content();
    }
    throw new IllegalArgumentException("nobody who is trusted signed this anchor");
  }

  private void requireLater(SignedAnchor older, SignedAnchor newer) {
    requireLater(older.entries(), newer.entries());
    requireLater(older.journal(), newer.journal());
  }

  private void requireLater(Checkpoint older, Checkpoint newer) {
    if (!older.origin().equals(newer.origin())) {
      throw new SealException(
          Trouble.FILE,
          "the anchor was not written: " + path + " is of " + older.origin().ledger(),
          "this one is of " + newer.origin().ledger(),
          "name another file");
    }
    boolean same = older.size() == newer.size() && !older.root().equals(newer.root());
    if (older.size() > newer.size() || same) {
      throw Attempt.EXPORT.broken(
          path + " holds an anchor that what is here does not continue",
          older.origin() + " had " + older.size() + " leaves with root " + older.root() + " there",
          "keep that file: it shows that the ledger was rolled back, or has two histories");
    }
  }

  private EvidenceFile file() {
    return new EvidenceFile(
        path, "anchor", "name another place and ask for it again; what was sealed is sealed");
  }
}
