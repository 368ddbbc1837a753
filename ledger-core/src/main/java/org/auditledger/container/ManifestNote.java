package org.auditledger.container;

import java.util.Optional;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * A manifest as it stands in the file: a signed note, or the line alone where nobody signed it.
 *
 * @param note the note whose text the manifest is
 */
public record ManifestNote(BackupManifest manifest, Optional<SignedNote> note) {

  /** A manifest, signed by whoever answers for it. */
  public static ManifestNote of(BackupManifest manifest, Optional<NoteSigner> signer) {
    return new ManifestNote(manifest, NotedLine.sign(manifest.toBytes(), signer));
  }

  /**
   * Who signed it, among those who are trusted with this ledger.
   *
   * @return nothing when nobody did
   */
  public Optional<NoteOutcome<BackupManifest>> verify(TrustedKeys trusted) {
    return note.map(signed -> signed.verify(trusted, manifest.ledger()).map(text -> manifest));
  }

  byte[] toBytes() {
    return NotedLine.toBytes(manifest.toBytes(), note);
  }

  static Parsed<ManifestNote> read(byte[] bytes) {
    return NotedLine.read(bytes, BackupManifest::read, ManifestNote::new);
  }
}
