package org.auditledger.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.KeyRefusal;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** With which key a command signs what it records, and under which name. */
final class SigningOptions {

  private final Surroundings surroundings;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(
      names = "--name",
      paramLabel = "LEDGER",
      description = "The ledger's name, where no FILE.vkey beside the key says it.")
  private @Nullable String name;

  @Mixin private final SigningKeyOption key;
  @Mixin private final PassphraseOptions passphrase;

  SigningOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.key = new SigningKeyOption(surroundings);
    this.passphrase = new PassphraseOptions(surroundings);
  }

  /**
   * The signer, for a command that cannot do without. An embedded ledger, once open, gets a key of
   * its own when it has none.
   */
  NoteSigner signer(LedgerOptions ledger, CommonOptions talk) {
    return key(ledger, talk, () -> false).signer();
  }

  /**
   * The signer and where its key is, for a command that may be a ledger's first.
   *
   * @param isNew whether the ledger has no name yet; it then gets one, if the key has none either
   */
  SealingKey key(LedgerOptions ledger, CommonOptions talk, BooleanSupplier isNew) {
    requireName();
    Optional<Path> own = SigningKeyOption.own(ledger);
    SigningKeyFile file =
        key.named()
            .or(() -> own)
            .map(SigningKeyFile::new)
            .orElseThrow(() -> noKey("what this command records in the ledger is signed"));
    boolean isOwn = own.isPresent() && file.path().equals(own.get());
    if (isOwn && Files.notExists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
      make(file, talk);
    }
    return new SealingKey(ledgerSigner(file, talk, isNew), file.path());
  }

  /** Whether there is a key to sign with: one that was named, or that of an embedded ledger. */
  boolean hasKey(LedgerOptions ledger) {
    return key.named().isPresent() || ledger.directory().isPresent();
  }

  /** The signer that is named; no ledger is asked for one. */
  Optional<NoteSigner> signer(CommonOptions talk) {
    requireName();
    return key.named().map(SigningKeyFile::new).map(file -> ledgerSigner(file, talk, () -> false));
  }

  /**
   * The signer, for a command that does without: with the key that is named, or that of an embedded
   * ledger. None is made.
   */
  Optional<NoteSigner> signerIfAny(LedgerOptions ledger, CommonOptions talk) {
    requireName();
    return key.file(ledger).map(file -> ledgerSigner(file, talk, () -> false));
  }

  /**
   * Whose statements count to who holds the key: these keys' and its own. Only the public part of
   * it is read, so that nobody has to type a passphrase to look.
   */
  TrustedKeys trusting(LedgerOptions ledger, TrustedKeys named) {
    requireName();
    return key.trusting(ledger, named);
  }

  /** The ledger's name, if it was given. */
  Optional<LedgerName> ledgerName() {
    requireName();
    return Optional.ofNullable(name).map(LedgerName::new);
  }

  /** Whether something was said here about signing, and not by a variable set long ago. */
  boolean isNamed() {
    return key.isNamed() || name != null;
  }

  /**
   * Who signs what is no part of any ledger, under whatever name the key has. That of an embedded
   * ledger will do, and none is made.
   *
   * @param why there has to be a key
   */
  NoteSigner anySigner(LedgerOptions ledger, CommonOptions talk, String why) {
    requireName();
    SigningKeyFile file = key.file(ledger).orElseThrow(() -> noKey(why));
    return signer(file, read(file, talk), talk, () -> false);
  }

  /** Who adds to the ledger's journal what this program does, and believes these keys besides. */
  Recorder recorder(LedgerOptions ledger, TrustedKeys trusted, CommonOptions talk) {
    NoteSigner signer = signer(ledger, talk);
    String tool = "audit-ledger " + Build.load().version();
    return new Recorder(signer, new LedgerName(signer.name()), trusted, tool, surroundings.clock());
  }

  private void requireName() {
    if (name != null && !LedgerName.isName(name)) {
      throw new ParameterException(
          command.commandLine(),
          "'" + name + "' is no ledger's name: lower-case letters, digits and ._/- are");
    }
  }

  private CommandFailed noKey(String why) {
    return new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            "no signing key is named",
            why,
            "name one with --signing-key FILE or "
                + SigningKeyOption.VARIABLE
                + "; to make one: audit-ledger keys generate --name "
                + (name == null ? "LEDGER" : name)
                + " --output FILE"));
  }

  private void make(SigningKeyFile file, CommonOptions talk) {
    char[] secret = passphrase.read();
    String signs = name == null ? newName() : name;
    VerifierKey made = file.create(signs, secret, new SecureRandom());
    forget(secret);
    talk.say(
        "made the key "
            + file.path()
            + ", which signs for "
            + signs
            + "; it is trusted by "
            + made);
  }

  private static String newName() {
    return "audit-ledger/" + UUID.randomUUID();
  }

  private PrivateKey read(SigningKeyFile file, CommonOptions talk) {
    char[] secret = passphrase.read();
    try {
      return file.read(secret);
    } catch (RefusedKeyException e) {
      if (e.reason() != KeyRefusal.PASSPHRASE_NEEDED) {
        throw e;
      }
      secret = passphrase.ask(file.path(), talk);
      return file.read(secret);
    } finally {
      forget(secret);
    }
  }

  private NoteSigner signer(
      SigningKeyFile file, PrivateKey key, CommonOptions talk, BooleanSupplier isNew) {
    Optional<VerifierKey> known = file.readVerifierKey();
    if (known.isEmpty()) {
      if (name == null && isNew.getAsBoolean()) {
        VerifierKey named = file.name(newName(), key);
        talk.say("named the ledger " + named.name() + ": " + file.verifierKey() + " says so");
        return new NoteSigner(named, key);
      }
      if (name == null) {
        throw new CommandFailed(
            new Failure(
                ExitCode.USAGE,
                "the signing key " + file.path() + " has no name",
                "there is no " + file.verifierKey() + " that says for which ledger it signs",
                "give --name LEDGER"));
      }
      return NoteSigner.of(name, key);
    }
    VerifierKey verifier = known.get();
    if (!verifier.key().equals(key.publicKey())) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              file.verifierKey() + " is not the verifier key of " + file.path(),
              "what the one signs, the other does not verify",
              "put the key's own .vkey file beside it, or move this one away and give --name"));
    }
    if (name != null && !verifier.name().equals(name)) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              file.path() + " signs for " + verifier.name() + ", and not for " + name,
              file.verifierKey() + " says so",
              "leave --name out, or use a key of that ledger"));
    }
    return new NoteSigner(verifier, key);
  }

  private NoteSigner ledgerSigner(SigningKeyFile file, CommonOptions talk, BooleanSupplier isNew) {
    NoteSigner signer = signer(file, read(file, talk), talk, isNew);
    if (LedgerName.isName(signer.name())) {
      return signer;
    }
    throw new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            file.path() + " signs for no ledger",
            file.verifierKey() + " names it " + signer.name() + ", which no ledger can be",
            "make a key for the ledger with: audit-ledger keys generate --name LEDGER"));
  }

  private static void forget(char @Nullable [] secret) {
    if (secret != null) {
      Arrays.fill(secret, '\0');
    }
  }
}
