package org.auditledger.restore;

import java.util.Optional;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.ManifestNote;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/** Whether somebody answers for a backup. */
enum Answer {
  SIGNED("somebody who is trusted signed it"),
  UNSIGNED("it is not signed"),
  UNKNOWN("it is signed by keys that are not known"),
  RETIRED("it is signed with a key that was retired before"),
  CHANGED("it is not what was signed");

  private final String why;

  Answer(String why) {
    this.why = why;
  }

  static Answer of(ManifestNote note, TrustedKeys trusted, Optional<JournalReader> journal) {
    Optional<NoteOutcome<BackupManifest>> outcome = note.verify(trusted);
    if (outcome.isEmpty()) {
      return UNSIGNED;
    }
    if (outcome.get() instanceof NoteOutcome.Rejected) {
      return CHANGED;
    }
    if (!(outcome.get() instanceof NoteOutcome.Verified<BackupManifest> verified)) {
      return UNKNOWN;
    }
    long entries = note.manifest().head().sequence();
    boolean counts =
        verified.by().stream()
            .anyMatch(key -> journal.map(j -> counts(j, key, entries)).orElse(true));
    return counts ? SIGNED : RETIRED;
  }

  private static boolean counts(JournalReader journal, VerifierKey key, long entries) {
    return journal
        .retirement(KeyPurpose.NOTE, KeyRegistered.of(key).keyId())
        .map(retired -> entries <= retired.entriesSize())
        .orElse(true);
  }

  String why() {
    return why;
  }
}
