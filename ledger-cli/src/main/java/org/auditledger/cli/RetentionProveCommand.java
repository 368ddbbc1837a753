package org.auditledger.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.retention.ArchiveProof;
import org.auditledger.retention.ArchiveReceipt;
import org.auditledger.retention.ArchivedRecord;
import org.auditledger.retention.RecordSelector;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows that what was archived is what was dropped. */
@Command(
    name = "prove",
    description = {
      "Show that an archive holds the records of a partition that was dropped, and no others.",
      "Every byte of the archive is read, and what its records come to is looked for in the"
          + " receipts of the ledger's journal, or of the journal that is in a backup. A receipt"
          + " counts if somebody signed it who is trusted; else it ends with 3. With --telemetry-id"
          + " or --id it shows one record, and how it leads to the digest in the receipt."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention prove --archive a.archive --trust acme.vkey",
      "  audit-ledger retention prove --archive a.archive --telemetry-id t1 --json",
      "  audit-ledger retention prove --archive a.archive --backup mon.backup"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class RetentionProveCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--archive",
      required = true,
      paramLabel = "FILE",
      description = "The archive, as a run has written it.")
  private Path archive;

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      description = "Look for the receipt in this backup, and in no database.")
  private @Nullable Path backup;

  @Option(
      names = "--telemetry-id",
      paramLabel = "ID",
      description = "Show the record that its sender gave this id.")
  private @Nullable String telemetryId;

  @Option(
      names = "--id",
      paramLabel = "N",
      description = "Show the record that the database gave this id.")
  private @Nullable Long id;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Of the records of that id, the one of this tenant.")
  private @Nullable String tenant;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final TrustOptions trust;
  @Mixin private final DecryptionOptions decryption;
  @Mixin private final OutputOptions options = new OutputOptions();

  RetentionProveCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.decryption = new DecryptionOptions(surroundings);
  }

  @Override
  public Integer call() {
    Optional<RecordSelector> wanted = wanted();
    TrustedKeys trusted = trust.keys();
    ArchiveProof proof = ArchiveProof.read(archive, wanted);
    proof.record().ifPresent(this::requireFound);
    ArchiveReceipt receipt = receipt(proof, trusted);
    if (receipt instanceof ArchiveReceipt.Broken broken) {
      throw new CommandFailed(
          new Failure(
              ExitCode.HISTORY_BROKEN,
              "the journal is broken: " + broken.defect(),
              "what it says of the partition cannot be relied on",
              "compare the journal with a backup or an anchor"));
    }
    ProvedArchive answer = ProvedArchive.of(archive, proof, receipt);
    options.print(answer);
    return answer.exit().code();
  }

  private Optional<RecordSelector> wanted() {
    if (telemetryId == null && id == null) {
      if (tenant != null) {
        throw wrong("--tenant says of which tenant a record is: give --telemetry-id or --id, too");
      }
      return Optional.empty();
    }
    return Optional.of(
        new RecordSelector(
            Optional.ofNullable(tenant),
            Optional.ofNullable(telemetryId),
            id == null ? OptionalLong.empty() : OptionalLong.of(id)));
  }

  private ArchiveReceipt receipt(ArchiveProof proof, TrustedKeys trusted) {
    if (backup != null) {
      if (ledger.isNamed()) {
        throw wrong("--backup is in place of a database: leave --ledger-db out");
      }
      return proof.receipt(decryption.backup(backup, options), trusted);
    }
    return ledger.use(
        options,
        server -> {
          try (Session session = Session.open(server, SessionSettings.reading())) {
            return proof.receipt(session.connection(), trusted);
          }
        });
  }

  private void requireFound(ArchivedRecord record) {
    if (record instanceof ArchivedRecord.Missing) {
      throw wrong("there is no such record in " + archive);
    }
    if (record instanceof ArchivedRecord.Several several) {
      throw wrong(
          several.count()
              + " records in "
              + archive
              + " are meant: give --tenant or --id, to mean one");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
