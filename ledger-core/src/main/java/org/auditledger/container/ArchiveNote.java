package org.auditledger.container;

import java.util.Optional;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * An archive's manifest as it stands in the file: a signed note, or the line alone where nobody
 * signed it.
 *
 * @param note the note whose text the manifest is
 */
public record ArchiveNote(ArchiveManifest manifest, Optional<SignedNote> note) {

  static ArchiveNote of(ArchiveManifest manifest, Optional<NoteSigner> signer) {
    return new ArchiveNote(manifest, NotedLine.sign(manifest.toBytes(), signer));
  }

  /**
   * Who signed it, among those who are trusted with this ledger.
   *
   * @return nothing when nobody did
   */
  public Optional<NoteOutcome<ArchiveManifest>> verify(TrustedKeys trusted) {
    return note.map(signed -> signed.verify(trusted, manifest.ledger()).map(text -> manifest));
  }

  byte[] toBytes() {
    return NotedLine.toBytes(manifest.toBytes(), note);
  }

  static Parsed<ArchiveNote> read(byte[] bytes) {
    return NotedLine.read(bytes, ArchiveManifest::read, ArchiveNote::new);
  }
}
