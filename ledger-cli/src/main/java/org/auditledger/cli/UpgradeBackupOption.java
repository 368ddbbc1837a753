package org.auditledger.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.ManifestNote;
import org.auditledger.migrate.RequiredBackup;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The backup without which a ledger is not migrated. */
final class UpgradeBackupOption {

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      description =
          "Change nothing unless FILE is a backup of the ledger as it is now,"
              + " whole and not a day old. The journal names it.")
  private @Nullable Path file;

  @Mixin private final DecryptionOptions decryption;

  UpgradeBackupOption(Surroundings surroundings) {
    this.decryption = new DecryptionOptions(surroundings);
  }

  /** What the backup that was named is of, once every byte of it was read. */
  Optional<RequiredBackup> read(TrustedKeys trusted, CommonOptions talk) {
    if (file == null) {
      return Optional.empty();
    }
    BackupFile backup = decryption.backup(file, talk);
    talk.say("reading " + file);
    ManifestNote note = backup.read(reader -> reader.finish());
    BackupManifest manifest = note.manifest();
    NoteOutcome<BackupManifest> outcome = note.verify(trusted).orElse(null);
    if (outcome instanceof NoteOutcome.Rejected<BackupManifest> said) {
      throw backup.invalid("is not what was signed: " + said.why());
    }
    // Before a ledger is adopted nobody has a key to it.
    if (manifest.journal().isPresent() && !(outcome instanceof NoteOutcome.Verified)) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              "nothing was changed: nobody who is trusted signed " + file,
              "the journal would name a backup for which nobody answers",
              "take one with --signing-key FILE, or give its signer's key by --trust"));
    }
    return Optional.of(
        new RequiredBackup(
            manifest.digest(),
            manifest.ledger(),
            manifest.at(),
            manifest.head(),
            manifest.fingerprint(),
            manifest.journal()));
  }
}
