package org.auditledger.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.backup.BackupFile;
import org.auditledger.chain.Segment;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.container.BackupBuffer;
import org.auditledger.container.BackupHeader;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.migrate.BackedUpSchema;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.SchemaAudit;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.HeapAccount;

/**
 * Verifies a ledger in a backup of it, with no server: all that can be said of the ledger's entries
 * and of its history is said of them here, and in the same words.
 */
public final class BackupAudit {

  private final List<BackupFile> files;
  private final MigrationSets sets;
  private final AuditRequest request;
  private final AuditWatch watch;
  private final Onlooker onlooker;

  /**
   * @param files a whole backup, and those that go on from it, in order
   * @param request for all of the ledger
   * @param watch is told of entries
   */
  public BackupAudit(
      List<BackupFile> files, MigrationSets sets, AuditRequest request, AuditWatch watch) {
    this(files, sets, request, watch, Onlooker.NONE);
  }

  /**
   * The same.
   *
   * @param onlooker sees all entries and statements that are read
   */
  public BackupAudit(
      List<BackupFile> files,
      MigrationSets sets,
      AuditRequest request,
      AuditWatch watch,
      Onlooker onlooker) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no backup is no backup");
    }
    if (!(request.scope() instanceof Scope.Whole) || request.secondOpinion()) {
      throw new IllegalArgumentException("of a backup all is read, and nobody else has an opinion");
    }
    this.files = List.copyOf(files);
    this.sets = sets;
    this.request = request;
    this.watch = watch;
    this.onlooker = onlooker;
  }

  /**
   * Verifies it.
   *
   * @throws org.auditledger.backup.BackupException when a file is no backup, is not as it was
   *     written, or cannot be read
   * @throws org.auditledger.checkpoint.SealException when the anchor is not one
   */
  public BackupReport run() {
    List<OpenedBackup> backups = files.stream().map(OpenedBackup::open).toList();
    BackupChain.require(backups);
    OpenedBackup last = backups.get(backups.size() - 1);
    BackupSeals source = new BackupSeals(last);
    // The journal may name keys for transcripts, so it comes before the entries.
    SealAudit seals =
        SealAudit.read(source, request.trusted(), request.anchor(), onlooker::statement);
    BackupJudgement judgement = new BackupJudgement(seals);
    SchemaAudit schema = schema(backups, source, judgement);
    BackupEntries.Found found =
        new BackupEntries(
                backups,
                seals.journal().trusted(),
                SealJudgement.sizes(seals.expected()),
                watch,
                onlooker)
            .read(request.jobs());
    HeapAccount account = found.account();
    for (int i = 0; i < backups.size(); i++) {
      judgement.judge(backups.get(i), found.rows().get(i));
    }
    judgement.judgeEnd(last, account.entries());
    List<Finding> sealed =
        new SealJudgement(seals.expected(), upTo -> Optional.empty())
            .judge(last(account.entries()), account.roots(), Optional.empty());
    EntriesFound entries =
        new EntriesFound(
            1,
            0,
            account.entries(),
            Optional.of(account.roots()),
            Optional.empty(),
            IndexAudit.OF_BACKUP,
            List.of());
    return judgement.report(
        new Reporting(request, seals, schema).report(entries, sealed, List.of()));
  }

  /** Reads the journal for what it says of the schema, and of where earlier backups ended. */
  private SchemaAudit schema(
      List<OpenedBackup> backups, BackupSeals source, BackupJudgement judgement) {
    BackedUpSchema schema = new BackedUpSchema(sets);
    Map<Long, Digest> ends = new HashMap<>();
    List<Long> asked = new ArrayList<>();
    for (OpenedBackup backup : backups.subList(0, backups.size() - 1)) {
      backup.manifest().journal().ifPresent(head -> asked.add(head.position()));
    }
    JournalReader unused =
        source.journal(
            request.trusted(),
            entry -> {
              schema.accept(entry);
              if (asked.contains(entry.position())) {
                hash(entry).ifPresent(hash -> ends.put(entry.position(), hash));
              }
            });
    for (OpenedBackup backup : backups.subList(0, backups.size() - 1)) {
      backup
          .manifest()
          .journal()
          .filter(head -> !head.hash().equals(ends.get(head.position())))
          .ifPresent(head -> judgement.journalDoesNotGoOn(backup));
    }
    tell(schema, backups.get(backups.size() - 1).header());
    return schema.audit();
  }

  private static Optional<Digest> hash(JournalEntry entry) {
    return entry.statement().map(statement -> Digest.sha256(statement.line()));
  }

  private static void tell(BackedUpSchema schema, BackupHeader header) {
    header.controlSchema().ifPresent(found -> schema.control(found.structure(), found.posture()));
    schema.ledger(header.ledgerSchema().structure(), header.ledgerSchema().posture());
    header
        .buffer()
        .map(BackupBuffer::partitions)
        .orElse(List.of())
        .forEach(one -> schema.partition(one.name(), one.from(), one.to(), one.isDefault()));
  }

  private static long last(EntriesAccount entries) {
    Segment.Last last = entries.segment().last();
    return last == null ? 0 : last.sequence();
  }
}
