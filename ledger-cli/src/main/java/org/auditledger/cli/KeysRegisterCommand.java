package org.auditledger.cli;

import java.nio.file.Path;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.keys.RecordedKey;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a key in. */
@Command(
    name = "register",
    description = {
      "Record in the ledger's journal that a key signs for it.",
      "The statement is signed with the key that signs today: who trusts that one trusts the new"
          + " one from there on."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger keys register plant-2.key.vkey --signing-key plant-1.key",
      "  audit-ledger keys register service.pub --signing-key plant-1.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class KeysRegisterCommand implements Runnable {

  @Parameters(
      paramLabel = "FILE",
      description =
          "The new key: its verifier key (.vkey) if it signs statements and checkpoints, its SPKI"
              + " PEM (.pub) if it signs transcripts.")
  private Path file;

  @Mixin private LedgerOptions ledger;
  @Mixin private SigningOptions signing;
  @Mixin private TrustOptions trust;
  @Mixin private OutputOptions options = new OutputOptions();

  KeysRegisterCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    TrustedKeys one = TrustFiles.readOne(file);
    options.print(
        ledger.use(
            options,
            server -> {
              var recorder = signing.recorder(ledger, trust.keys(), options);
              LedgerKeys keys = new LedgerKeys(server);
              return Registered.of(
                  recorder.ledger().value(),
                  one.noteKeys().isEmpty()
                      ? keys.register(recorder, one.transcriptKeys().iterator().next())
                      : keys.register(recorder, one.noteKeys().iterator().next()));
            }));
  }

  private record Registered(
      String format, String ledger, String purpose, String keyId, long position, String meaning)
      implements Answer {

    static Registered of(String ledger, RecordedKey<KeyRegistered> key) {
      KeyPurpose purpose = key.said().purpose();
      return new Registered(
          "audit-ledger/key-registered/1",
          ledger,
          purpose.word(),
          key.said().keyId(),
          key.position(),
          purpose == KeyPurpose.NOTE
              ? "statements after it, and checkpoints, may be signed with this key"
              : "transcripts of entries may be signed with this key");
    }

    @Override
    public String text() {
      return "registered the "
          + purpose
          + " key "
          + keyId
          + "\n  statement  "
          + position
          + " of the journal of "
          + ledger
          + "\n  meaning    "
          + meaning
          + "\n             who trusts the key that signed this trusts it without a file of its own"
          + "\n";
    }
  }
}
