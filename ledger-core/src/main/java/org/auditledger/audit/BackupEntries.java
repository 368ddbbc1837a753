package org.auditledger.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.MemberName;
import org.auditledger.row.CopyFile;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.HeapChecks;

/**
 * Judges the entries of a backup, or of several that go on from each other. One thread reads, and
 * several unpack and judge, each member by itself: rows in any order of members come to the same.
 */
final class BackupEntries {

  private final List<OpenedBackup> backups;
  private final TrustedKeys trusted;
  private final NavigableSet<Long> sizes;
  private final AuditWatch watch;
  private final Onlooker onlooker;
  private final long total;

  private final AtomicLong read = new AtomicLong();
  private volatile boolean wild;

  /**
   * @param sizes of the log at which its root is asked for
   * @param watch is told of entries
   */
  BackupEntries(
      List<OpenedBackup> backups,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      AuditWatch watch,
      Onlooker onlooker) {
    this.backups = backups;
    this.trusted = trusted;
    this.sizes = sizes;
    this.watch = watch;
    this.onlooker = onlooker;
    this.total = backups.stream().mapToLong(backup -> backup.manifest().count()).sum();
  }

  /** One that judges, and who looks on while it does. */
  private record Judge(HeapChecks checks, Consumer<RowView> looks) {}

  /** The entries of one backup: all its rows have one layout. */
  private final class OfOne {
    private final RowLayout layout;
    private final AtomicLong rows = new AtomicLong();

    /** Those that nobody judges with just now; each is used by one thread at a time. */
    private final Queue<Judge> idle = new ConcurrentLinkedQueue<>();

    private final Queue<Judge> all = new ConcurrentLinkedQueue<>();

    OfOne(RowLayout layout) {
      this.layout = layout;
    }

    void judge(MemberName name, byte[] stored) {
      if (wild) {
        return;
      }
      Judge judge = idle.poll();
      if (judge == null) {
        judge = new Judge(new HeapChecks(layout, trusted, sizes), onlooker.entries(layout));
        all.add(judge);
      }
      judge(judge, name, BackupMember.rows(name, stored));
      idle.add(judge);
    }

    private void judge(Judge judge, MemberName name, byte[] file) {
      try {
        CopyFile copy = new CopyFile(file);
        RowView row = new RowView(layout);
        long judged = 0;
        while (copy.next(row)) {
          judged++;
          judge.looks().accept(row);
          wild |= !judge.checks().accept(row);
          if (wild) {
            return;
          }
        }
        rows.addAndGet(judged);
        tell(judged);
      } catch (MalformedRowException e) {
        throw new MalformedBackupException(name.text() + ": " + e.getMessage());
      }
    }
  }

  private void tell(long judged) {
    long sum = read.addAndGet(judged);
    synchronized (watch) {
      watch.read(sum, total);
    }
  }

  /**
   * What the entries come to.
   *
   * @param rows how many are in each backup
   */
  record Found(HeapAccount account, List<Long> rows) {
    Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Reads every byte of the backups.
   *
   * @throws org.auditledger.backup.BackupException when one is not what its manifest names, or
   *     cannot be read
   */
  Found read(int jobs) {
    Optional<Found> found = inParts(jobs);
    if (found.isPresent()) {
      return found.get();
    }
    onlooker.entriesAgain();
    return SortedBackup.read(backups, trusted, sizes, onlooker);
  }

  private Optional<Found> inParts(int jobs) {
    Collection<HeapChecks> judged = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    try (BoundedWork work = new BoundedWork(jobs)) {
      for (OpenedBackup backup : backups) {
        OfOne entries = new OfOne(backup.header().entries());
        backup.read(member -> take(member, entries, work), work::await);
        entries.all.forEach(judge -> judged.add(judge.checks()));
        rows.add(entries.rows.get());
      }
    }
    return wild
        ? Optional.empty()
        : HeapAccount.of(judged, sizes).map(account -> new Found(account, rows));
  }

  private static void take(BackupMember member, OfOne entries, BoundedWork work)
      throws IOException {
    if (member.name() instanceof MemberName.Entries) {
      byte[] stored = member.stored();
      work.submit(() -> entries.judge(member.name(), stored));
    } else {
      member.drain();
    }
  }
}
