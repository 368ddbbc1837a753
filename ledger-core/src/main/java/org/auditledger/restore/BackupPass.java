package org.auditledger.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupMember;
import org.auditledger.container.BackupReader;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.MemberName;
import org.auditledger.container.MemberName.Buffer;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.signature.TrustedKeys;

/**
 * Reads every byte of backups once, and hands out what is in them: the entries of all, and the rest
 * of the last. When it has come to its end, all of it is what the manifests name.
 */
final class BackupPass {

  private final Surveyed backup;
  private final EntriesLoad load;
  private final TrustedKeys trusted;
  private final RestoreWatch watch;

  BackupPass(Surveyed backup, EntriesLoad load, TrustedKeys trusted, RestoreWatch watch) {
    this.backup = backup;
    this.load = load;
    this.trusted = trusted;
    this.watch = watch;
  }

  void run(Parts parts) {
    for (int i = 0; i < backup.files().size(); i++) {
      BackupManifest manifest = backup.manifests().get(i);
      boolean last = i == backup.files().size() - 1;
      boolean unused = backup.files().get(i).read(reader -> read(reader, manifest, last, parts));
    }
    load.requireSound();
  }

  private boolean read(BackupReader reader, BackupManifest manifest, boolean last, Parts parts)
      throws IOException {
    var unused = reader.header();
    for (Optional<BackupMember> member = reader.next();
        member.isPresent();
        member = reader.next()) {
      try {
        boolean wanted = last || member.get().name() instanceof Entries;
        if (wanted) {
          take(member.get(), parts);
        }
        member.get().drain();
      } catch (SQLException e) {
        throw DatabaseException.of("restoring " + member.get().name().text(), e);
      }
    }
    if (!reader.manifest().manifest().equals(manifest)) {
      throw new MalformedBackupException("has changed since it was looked at");
    }
    settle(parts);
    load.requireEnd(manifest);
    return true;
  }

  private static void settle(Parts parts) {
    try {
      parts.settle();
    } catch (SQLException e) {
      throw DatabaseException.of("restoring entries", e);
    }
  }

  private void take(BackupMember member, Parts parts) throws IOException, SQLException {
    MemberName name = member.name();
    if (name instanceof Entries entries) {
      parts.entries(entries, BackupMember.rows(name, member.stored()));
      watch.entries(load.count(), backup.last().head().sequence());
      return;
    }
    settle(parts);
    if (name instanceof Buffer records) {
      parts.records(records.partition(), BackupMember.rows(name, member.stored()));
    } else if (name == MemberName.Single.TENANTS) {
      parts.tenants(BackupMember.rows(name, member.stored()));
    } else if (name == MemberName.Single.CHECKPOINTS) {
      member.checkpoints(
          line -> {
            try {
              parts.checkpoint(line);
            } catch (SQLException e) {
              throw DatabaseException.of("restoring checkpoints", e);
            }
          });
    } else if (name == MemberName.Single.JOURNAL) {
      JournalReader journal = new JournalReader(trusted);
      member.journal(
          line -> {
            try {
              parts.statement(journal.accept(line.position(), line.note()), line.note());
            } catch (SQLException e) {
              throw DatabaseException.of("restoring the journal", e);
            }
          });
      requireEnd(journal);
    }
  }

  private void requireEnd(JournalReader journal) {
    if (!Optional.of(journal.head()).equals(backup.last().journal())
        || journal.defects().total() > 0) {
      throw new MalformedBackupException("has another journal than its manifest says");
    }
  }
}
