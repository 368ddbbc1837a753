package org.auditledger.backup;

import java.sql.Connection;
import java.sql.SQLException;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.BackupRecorded;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * Who answers for backups of a ledger.
 *
 * @param recorder records them in the journal, with the same key
 */
public record BackupSigning(NoteSigner signer, Recorder recorder) {

  /** These keys and the signer's: who holds a key believes what it signed. */
  TrustedKeys and(TrustedKeys trusted) {
    return trusted.and(TrustedKeys.of(signer.verifier())).orThrow("the keys that are trusted");
  }

  /** Who cannot sign or record the backup is told so before it is taken, and not after. */
  void requireFor(LedgerName name, Server server, boolean recorded) throws SQLException {
    if (!signer.name().equals(name.value())) {
      throw new BackupException(
          Trouble.TRUST,
          "nothing was backed up: the key signs for " + signer.name() + ", and not for " + name,
          "a backup is signed under the name of its ledger",
          "name a key of this ledger; or none, and nobody answers for the backup");
    }
    if (recorded) {
      try (Session session = Session.open(server, SessionSettings.writing())) {
        session.connection().setAutoCommit(false);
        JournalReader unused = recorder.read(session.connection());
        session.connection().rollback();
      }
    }
  }

  /** Says in the journal that it was taken. */
  JournalHead record(Server server, BackupManifest manifest, boolean encrypted)
      throws SQLException {
    BackupRecorded said =
        new BackupRecorded(
            manifest.digest(),
            "native",
            encrypted,
            manifest.entriesRoot(),
            manifest.head(),
            manifest.parent().map(BackupParent::manifest));
    try (Session session = Session.open(server, SessionSettings.writing())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      JournalHead head = recorder.record(connection, Kind.BACKUP_TAKEN, said.toBody());
      connection.commit();
      return head;
    }
  }
}
