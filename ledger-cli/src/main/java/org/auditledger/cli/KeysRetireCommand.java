package org.auditledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.control.Recorder;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.keys.RecordedKey;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a key's time. */
@Command(
    name = "retire",
    description = {
      "Record in the ledger's journal that a key signs no more.",
      "What it signed up to now counts, and nothing beyond: first let what signs with it use"
          + " another key. A retired key never comes back.",
      "A new key that has signed nothing here yet needs --trust with the key that registered it."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger keys retire 3f2a9c1e --reason rotation --signing-key plant-2.key",
      "  audit-ledger keys retire a.key.vkey --reason stolen --signing-key b.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class KeysRetireCommand implements Runnable {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "KEY_ID|FILE",
      description = "The key: its id as keys list shows it, or its .vkey or .pub file.")
  private String key;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the record.")
  private String reason;

  @Mixin private LedgerOptions ledger;
  @Mixin private SigningOptions signing;
  @Mixin private TrustOptions trust;
  @Mixin private OutputOptions options = new OutputOptions();

  KeysRetireCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  private record Named(KeyPurpose purpose, String keyId) {}

  @Override
  public void run() {
    if (reason.isBlank() || reason.length() > LedgerKeys.MAX_REASON) {
      throw wrong("--reason takes 1 to " + LedgerKeys.MAX_REASON + " characters");
    }
    Named named = named();
    options.print(
        ledger.use(
            options,
            server -> {
              Recorder recorder = signing.recorder(ledger, trust.keys(), options);
              return Retired.of(
                  recorder.ledger().value(),
                  new LedgerKeys(server).retire(recorder, named.purpose(), named.keyId(), reason));
            }));
  }

  private Named named() {
    Optional<KeyPurpose> purpose = KeyPurpose.ofId(key);
    if (purpose.isPresent()) {
      return new Named(purpose.get(), key);
    }
    Path file = Path.of(key);
    if (Files.notExists(file)) {
      throw wrong(
          "'"
              + key
              + "' is no file, and no key's id: 8 hexadecimal digits, or sha256: and 64 of them");
    }
    TrustedKeys one = TrustFiles.readOne(file);
    KeyRegistered read =
        one.noteKeys().isEmpty()
            ? KeyRegistered.of(one.transcriptKeys().iterator().next())
            : KeyRegistered.of(one.noteKeys().iterator().next());
    return new Named(read.purpose(), read.keyId());
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private record Retired(
      String format,
      String ledger,
      String purpose,
      String keyId,
      long position,
      long entriesSize,
      long journalSize,
      String reason)
      implements Answer {

    static Retired of(String ledger, RecordedKey<KeyRetired> key) {
      KeyRetired said = key.said();
      return new Retired(
          "audit-ledger/key-retired/1",
          ledger,
          said.purpose().word(),
          said.keyId(),
          key.position(),
          said.entriesSize(),
          said.journalSize(),
          said.reason());
    }

    @Override
    public String text() {
      return "retired the "
          + purpose
          + " key "
          + keyId
          + "\n  statement  "
          + position
          + " of the journal of "
          + ledger
          + "\n  counts     "
          + KeyWords.counts(purpose, entriesSize, journalSize)
          + "\n  beyond     whatever it signs is a finding\n";
    }
  }
}
