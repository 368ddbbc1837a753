package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.backup.Backup;
import org.auditledger.backup.BackupRequest;
import org.auditledger.backup.BackupSigning;
import org.auditledger.backup.BackupTaken;
import org.auditledger.backup.PgDump;
import org.auditledger.backup.PgDumpPrograms;
import org.auditledger.backup.PgDumped;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.Server;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    description = {
      "Write all of a ledger into one file, and look after such files.",
      "Chain and content are verified while they are read; what is not sound is refused. The file"
          + " gets its name when it is whole, on disk, and was read back. With a signing key its"
          + " manifest is signed, and the ledger's journal says that it was taken; without one"
          + " nobody answers for it.",
      "A ledger that was never adopted can be backed up, too, under the name that it is to have;"
          + " nothing is written to it."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Examples:",
      "  audit-ledger backup --source service=ledger --output pre-v3.backup",
      "  audit-ledger backup --output tue.backup --incremental-from mon.backup"
    })
final class BackupCommand implements Runnable {

  private final Build build;
  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the backup goes. A file that is there is never written over.")
  private @Nullable Path output;

  /** What is written. */
  enum Form {
    NATIVE,
    PG_DUMP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "native, or pg_dump: what the machine's pg_dump writes, restored into a"
              + " server of our own and verified where the versions allow it.")
  private Form form = Form.NATIVE;

  @Option(
      names = "--incremental-from",
      paramLabel = "FILE",
      description =
          "Leave out the entries that this older backup has, with the proof"
              + " that this one goes on from it. To restore, both are needed.")
  private @Nullable Path parent;

  @Option(names = "--without-buffer", description = "Leave out the records of telemetry.")
  private boolean withoutBuffer;

  @Mixin private final JobsOption jobs = new JobsOption();
  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final EncryptionOptions encryption;
  @Mixin private final DecryptionOptions decryption;
  @Mixin private final CommonOptions options = new CommonOptions();

  private BackupCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.encryption = new EncryptionOptions(surroundings);
    this.decryption = new DecryptionOptions(surroundings);
  }

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new BackupCommand(build, surroundings))
        .addSubcommand(new BackupListCommand(surroundings))
        .addSubcommand(new BackupPruneCommand(surroundings))
        .addSubcommand(new BackupVerifyCommand(surroundings));
  }

  @Override
  public void run() {
    if (output == null) {
      throw wrong("say where the backup goes, with --output FILE");
    }
    Path target = output;
    TrustedKeys trusted = trust.keys();
    Instant begun = surroundings.clock().instant();
    if (form == Form.PG_DUMP) {
      PgDumped dump = dump(target, trusted);
      options.print(PgDumpAnswer.of(dump, millisSince(begun)));
      return;
    }
    BackupTaken taken = ledger.use(options, server -> take(server, target, trusted));
    options.print(BackupAnswer.of(taken, millisSince(begun)));
    if (!taken.signed()) {
      options.say("nobody has signed it: with --signing-key FILE, you would answer for it");
    }
  }

  private PgDumped dump(Path target, TrustedKeys trusted) {
    boolean more = parent != null || withoutBuffer || encryption.recipients().isPresent();
    if (more) {
      throw wrong("--incremental-from, --without-buffer and encryption are for --format native");
    }
    RestoredPgDump check =
        new RestoredPgDump(surroundings.environment(), trusted, jobs.count(command), options::say);
    List<Path> places = PgDumpPrograms.places(surroundings.variable("PATH"));
    return ledger.use(
        options,
        server -> {
          try (Progress progress = options.progress(surroundings, "dumping", "entries")) {
            return new PgDump(server, places, new BackupProgress(progress)).write(target, check);
          }
        });
  }

  private long millisSince(Instant begun) {
    return Duration.between(begun, surroundings.clock().instant()).toMillis();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }

  private BackupTaken take(Server server, Path target, TrustedKeys trusted) {
    Optional<NoteSigner> signer = signing.signerIfAny(ledger, options);
    Optional<LedgerName> name =
        signing.ledgerName().or(() -> signer.map(by -> new LedgerName(by.name())));
    String tool = "audit-ledger " + build.version();
    BackupRequest request =
        new BackupRequest(
            target,
            name,
            !withoutBuffer,
            Optional.ofNullable(parent).map(older -> decryption.backup(older, options)),
            encryption.recipients().map(to -> to::encrypting),
            trusted,
            jobs.count(command));
    Optional<BackupSigning> by =
        signer.map(
            key ->
                new BackupSigning(
                    key,
                    new Recorder(
                        key, new LedgerName(key.name()), trusted, tool, surroundings.clock())));
    try (Progress progress = options.progress(surroundings, "backing up", "entries")) {
      return new Backup(server, request, by, tool, new BackupProgress(progress)).take();
    }
  }
}
