package org.auditledger.restore;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.auditledger.checkpoint.SealCopy;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.control.JournalCopy;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyFileSender;
import org.auditledger.postgres.Session;
import org.auditledger.restore.JournalFound.Mark;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;
import org.auditledger.signature.TrustedKeys;

/**
 * A ledger that is there and is an older moment of the same one gets what it lacks, in the caller's
 * transaction. Every guard is on meanwhile. The buffer stays as it is.
 */
final class MissingRestore implements Parts {

  /**
   * What can be made up for by a statement alone, as nothing besides the journal and what repeats
   * it changes.
   */
  private static final Set<Kind> ONLY_SAID =
      EnumSet.of(
          Kind.CHECKPOINT,
          Kind.KEY_REGISTERED,
          Kind.KEY_RETIRED,
          Kind.BACKUP_TAKEN,
          Kind.POSTURE_ACCEPTED,
          Kind.RESTORED,
          Kind.HOLD_PLACED,
          Kind.HOLD_RELEASED,
          Kind.INCIDENT);

  private final Surveyed backup;
  private final long statements;
  private final JournalCopy journal;
  private final SealCopy seals;
  private final EntriesLoad load;

  private MissingRestore(
      Session session,
      Surveyed backup,
      Target.Ledger target,
      StoredLeaves stored,
      TrustedKeys trusted) {
    BackupHeader header = backup.header();
    this.backup = backup;
    this.statements = target.journal().map(found -> (long) found.marks().size()).orElse(0L);
    this.journal = new JournalCopy(session.connection());
    this.seals = new SealCopy(session.connection(), header.ledger());
    List<String> columns = header.entries().columns().stream().map(Column::name).toList();
    CopyFileSender sender =
        new CopyFileSender(session, LedgerTable.SCHEMA, LedgerTable.NAME, columns);
    this.load =
        new EntriesLoad(
            header.entries(),
            backup.journal().map(found -> found.reader().trusted()).orElse(trusted),
            backup.journal().map(JournalFound::sealed).orElse(0L),
            new MissingSink(sender, seals, stored));
  }

  /** Adds what is missing. */
  static void run(
      Session session,
      Session reading,
      Surveyed backup,
      Target.Ledger target,
      TrustedKeys trusted,
      RestoreWatch watch)
      throws SQLException {
    new PrefixCheck(backup, target).require();
    RowLayout layout = target.layout().orElseThrow();
    try (StoredLeaves stored = new StoredLeaves(reading, layout, target.entries())) {
      MissingRestore restore = new MissingRestore(session, backup, target, stored, trusted);
      restore.requireStatements();
      watch.step("comparing with the entries that are there, and adding those that are not");
      new BackupPass(backup, restore.load, trusted, watch).run(restore);
      restore.journal.flush();
      Sequences.moveOn(session.connection(), backup.state().structure());
    }
  }

  private void requireStatements() {
    List<Mark> all = backup.journal().map(JournalFound::marks).orElse(List.of());
    for (Mark mark : all.subList((int) Math.min(statements, all.size()), all.size())) {
      Kind kind = mark.kind().orElseThrow();
      if (!ONLY_SAID.contains(kind)) {
        throw new RestoreException(
            Trouble.REFUSED,
            "nothing was restored: more than entries is missing in the database",
            "the history in the backup goes on there with " + kind,
            "restore the backup into an empty database");
      }
    }
  }

  @Override
  public void entries(Entries name, byte[] file) throws SQLException {
    load.load(name, file);
  }

  @Override
  public void settle() {
    // Each part is dealt with as it comes.
  }

  @Override
  public void statement(JournalEntry judged, String note) throws SQLException {
    if (judged.position() > statements) {
      journal.add(judged, note);
    } else {
      journal.pass(judged);
    }
  }

  @Override
  public void checkpoint(CheckpointLine line) throws SQLException {
    seals.checkpoint(line.origin(), line.size(), line.note());
  }

  @Override
  public void tenants(byte[] file) {
    // They are not part of what is sealed, and may have gone on.
  }

  @Override
  public void records(String partition, byte[] file) {
    // Nor are these.
  }
}
