package org.auditledger.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MemberName;
import org.auditledger.entry.LedgerName;
import org.auditledger.row.CopyFile;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.LeafConsumer;

/** Takes backups for tests, and looks into them. */
public final class Backups {

  /** Whoever is told nothing. */
  public static final BackupWatch NOBODY =
      new BackupWatch() {
        @Override
        public void step(String what) {
          // Nobody listens.
        }

        @Override
        public void entries(long done, long all) {
          // Nobody counts.
        }
      };

  private Backups() {}

  /** All of a ledger, into this file. */
  public static BackupRequest whole(AuditedLedger ledger, Path file) {
    return new BackupRequest(
        file, Optional.empty(), true, Optional.empty(), Optional.empty(), ledger.trusted(), 2);
  }

  /** The same of a ledger that has no journal yet, so that there is nobody who signed any. */
  public static BackupRequest unadopted(Path file, Optional<String> name) {
    return new BackupRequest(
        file,
        name.map(LedgerName::new),
        true,
        Optional.empty(),
        Optional.empty(),
        TrustedKeys.NONE,
        2);
  }

  public static BackupRequest after(AuditedLedger ledger, Path file, Path parent) {
    return new BackupRequest(
        file,
        Optional.empty(),
        true,
        Optional.of(BackupFile.plain(parent)),
        Optional.empty(),
        ledger.trusted(),
        2);
  }

  /** Takes a backup that the ledger's own key signs. */
  public static BackupTaken take(AuditedLedger ledger, BackupRequest request) {
    return take(ledger, request, NOBODY);
  }

  static BackupTaken take(AuditedLedger ledger, BackupRequest request, BackupWatch watch) {
    return new Backup(
            ledger.server(),
            request,
            Optional.of(new BackupSigning(ledger.signer(), ledger.recorder())),
            "audit-ledger test",
            watch)
        .take();
  }

  /** What the entries of this backup come to, read from the file in their order. */
  static EntriesAccount entries(AuditedLedger ledger, Path file, long first) {
    return BackupFile.plain(file)
        .read(
            reader -> {
              var layout = reader.header().entries();
              EntryChecks checks =
                  new EntryChecks(first, layout, ledger.trusted(), LeafConsumer.NONE);
              RowView row = new RowView(layout);
              for (var member = reader.next(); member.isPresent(); member = reader.next()) {
                MemberName name = member.get().name();
                if (name instanceof MemberName.Entries) {
                  CopyFile rows = new CopyFile(BackupMember.rows(name, member.get().stored()));
                  while (rows.next(row)) {
                    checks.accept(row);
                  }
                }
              }
              return checks.account();
            });
  }

  static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
