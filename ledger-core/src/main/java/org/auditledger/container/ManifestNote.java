package org.auditledger.container;

import java.nio.charset.StandardCharsets;
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
    String text = new String(manifest.toBytes(), StandardCharsets.UTF_8);
    return new ManifestNote(manifest, signer.map(by -> SignedNote.sign(text, by)));
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
    return note.map(signed -> signed.encoded().getBytes(StandardCharsets.UTF_8))
        .orElseGet(manifest::toBytes);
  }

  static Parsed<ManifestNote> read(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length - 1) {
      return BackupManifest.read(bytes)
          .then(manifest -> new Parsed.Value<>(new ManifestNote(manifest, Optional.empty())));
    }
    return SignedNote.parse(bytes)
        .then(
            note ->
                BackupManifest.read(note.text().getBytes(StandardCharsets.UTF_8))
                    .then(
                        manifest ->
                            new Parsed.Value<>(new ManifestNote(manifest, Optional.of(note)))));
  }
}
