package org.auditledger.cli;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keys.KeyList;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.keys.ListedKey;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives out the public half of a key. */
@Command(
    name = "export",
    description = {
      "Print a key's SPKI PEM and its verifier key, or write them to files.",
      "The key is that of a private key file, or with KEY_ID one that the ledger's journal names:"
          + " then only a hint, as it comes from the database."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger keys export --signing-key plant-1.key",
      "  audit-ledger keys export 3f2a9c1e --trust plant-1.key.vkey --output plant-2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class KeysExportCommand implements Runnable {

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY_ID",
      description = "A key of the ledger, as keys list shows it.")
  private @Nullable String keyId;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write FILE.pub and FILE.vkey, neither of which may exist.")
  private @Nullable Path output;

  @Mixin private LedgerOptions ledger;
  @Mixin private SigningOptions signing;
  @Mixin private TrustOptions trust;
  @Mixin private CommonOptions options = new CommonOptions();

  KeysExportCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    Exported exported = keyId == null ? ofFile() : ofJournal(keyId);
    if (exported.hint() != null) {
      options.say(exported.why() + "; " + exported.hint());
    }
    options.print(exported);
  }

  private Exported ofFile() {
    NoteSigner signer =
        signing
            .signer(options)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "no key is named: give --signing-key FILE, or the id of a key of the"
                            + " ledger"));
    VerifierKey verifier = signer.verifier();
    return written(verifier.key(), Optional.of(verifier), verifier.name(), null, null);
  }

  private Exported ofJournal(String id) {
    KeyPurpose purpose =
        KeyPurpose.ofId(id)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "'" + id + "' is no key's id: 8 hexadecimal digits, or sha256: and 64"));
    KeyList list = ledger.use(options, server -> new LedgerKeys(server).list(trust.keys()));
    if (list.defects().total() > 0) {
      throw KeyWords.broken(list);
    }
    List<ListedKey> found =
        list.find(purpose, id).stream().filter(key -> key.key().isPresent()).toList();
    if (found.size() != 1 || list.ledger().isEmpty()) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              "the journal here names "
                  + (found.isEmpty() ? "no" : Integer.toString(found.size()))
                  + " "
                  + purpose.word()
                  + " keys "
                  + id,
              "one is needed to be given out",
              "audit-ledger keys list shows all that it names"));
    }
    PublicKey key = found.get(0).key().orElseThrow();
    String name = list.ledger().get().value();
    // A key that is registered for transcripts is nobody's to take for one that signs notes.
    Optional<VerifierKey> verifier =
        purpose == KeyPurpose.NOTE ? Optional.of(new VerifierKey(name, key)) : Optional.empty();
    return written(key, verifier, name, found.get(0), KeyWords.HINT);
  }

  private Exported written(
      PublicKey key,
      Optional<VerifierKey> verifier,
      String name,
      @Nullable ListedKey listed,
      @Nullable String hint) {
    SigningKeyFile files = output == null ? null : new SigningKeyFile(output);
    if (files != null) {
      files.createPublic(key, verifier);
    }
    return new Exported(
        "audit-ledger/key-export/1",
        name,
        verifier.map(v -> HexFormat.of().toHexDigits(v.id())).orElse(null),
        key.keyId(),
        verifier.map(VerifierKey::toString).orElse(null),
        key.pem(),
        files == null ? null : files.publicKey().toString(),
        files == null || verifier.isEmpty() ? null : files.verifierKey().toString(),
        listed == null ? null : KeyWords.trustWord(listed.trust()),
        listed == null ? null : KeyWords.trust(listed.trust()),
        hint);
  }

  private record Exported(
      String format,
      String name,
      @Nullable String noteKeyId,
      String transcriptKeyId,
      @Nullable String verifierKey,
      String publicKey,
      @Nullable String publicKeyFile,
      @Nullable String verifierKeyFile,
      @Nullable String trust,
      @Nullable String why,
      @Nullable String hint)
      implements Answer {

    @Override
    public String text() {
      if (publicKeyFile == null) {
        return publicKey + (verifierKey == null ? "" : verifierKey + "\n");
      }
      return "wrote a key of "
          + name
          + "\n  public key    "
          + publicKeyFile
          + (verifierKeyFile == null ? "" : "\n  verifier key  " + verifierKeyFile)
          + "\n";
    }
  }
}
