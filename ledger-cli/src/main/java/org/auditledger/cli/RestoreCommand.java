package org.auditledger.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.restore.RestoreRequest;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores a ledger from backups, and verifies it. */
@Command(
    name = "restore",
    description = {
      "Restore a ledger into an empty database, or what a database lacks that has an older moment"
          + " of the same ledger.",
      "It is one transaction: whatever happens, the database has all of it or is as it was. What is"
          + " there is never changed; a database that has more, or something else, is refused. One"
          + " that was moved, as pg_upgrade does, is compared with its last backup. The"
          + " ledger's journal says that it was restored, and then it is verified like any other"
          + " (docs/restore.md)."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger restore mon.backup --ledger-db service=new --trust acme.vkey",
      "  audit-ledger restore mon.backup tue.backup --ledger-db service=n --trust k"
    })
final class RestoreCommand implements Callable<Integer> {

  private static final String SIGNED =
      "the ledger's journal says that it was restored, and what it says is signed";

  private final Build build;
  private final Surroundings surroundings;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the journal.")
  private @Nullable String reason;

  @Mixin private final BackupFilesOptions backups;
  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final AnchorOption anchor;
  @Mixin private final OutputOptions options = new OutputOptions();

  RestoreCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.backups = new BackupFilesOptions(surroundings);
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
  }

  @Override
  public Integer call() {
    var held = anchor.read();
    TrustedKeys named = trust.keys();
    RestoredAnswer answer =
        ledger.use(
            options,
            server -> {
              Optional<NoteSigner> signer = signing.signerIfAny(ledger, options);
              return RestoredAnswer.of(
                  Restoration.run(
                      server,
                      request(named, signer),
                      SignerTrust.with(named, signer),
                      held,
                      options,
                      surroundings));
            });
    options.print(answer);
    return answer.exit();
  }

  private RestoreRequest request(TrustedKeys named, Optional<NoteSigner> signer) {
    return new RestoreRequest(
        backups.files(options),
        SignerTrust.with(named, signer),
        backups.unsignedToo(),
        () -> signer.orElseThrow(() -> SignerTrust.missing(SIGNED)),
        reason == null ? "restored from " + String.join(", ", backups.names()) : reason,
        "audit-ledger " + build.version(),
        surroundings.clock());
  }
}
