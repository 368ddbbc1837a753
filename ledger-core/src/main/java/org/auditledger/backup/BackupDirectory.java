package org.auditledger.backup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.backup.ListedBackup.Worth;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.ManifestNote;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.ProofOutcome;

/** The backups in a directory, and which of them belong together. */
public final class BackupDirectory {

  private record Known(Path path, long size, ManifestNote note) {

    BackupManifest manifest() {
      return note.manifest();
    }
  }

  private final Function<Path, BackupFile> opening;
  private final List<ListedBackup> backups = new ArrayList<>();

  private BackupDirectory(Function<Path, BackupFile> opening) {
    this.opening = opening;
  }

  /**
   * Looks at every file in a directory: what each says of itself, and not at its rows.
   *
   * @param opening how a file is opened; an encrypted one takes a key
   * @throws BackupException when the directory cannot be read
   */
  public static BackupDirectory read(Path directory, Function<Path, BackupFile> opening) {
    BackupDirectory found = new BackupDirectory(opening);
    List<Known> known = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path path : files) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          found.look(path, known);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new BackupException(
          Trouble.FILE,
          new Explanation(
              directory + " cannot be read",
              String.valueOf(e.getMessage()),
              "name a directory of backups"),
          e);
    }
    found.join(known);
    found.backups.sort(Comparator.comparing(BackupDirectory::order));
    return found;
  }

  /** All files, those of one ledger together and the oldest first. */
  public List<ListedBackup> backups() {
    return List.copyOf(backups);
  }

  /**
   * What can go, so that of each ledger the newest backups that can be restored are left, each with
   * all that its restore takes. What is no backup, or not whole, is nobody's to remove.
   *
   * @param keep how many are left of each ledger, 1 or more
   */
  public List<ListedBackup> superfluous(int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("1 backup or more is kept, not " + keep);
    }
    Map<LedgerName, List<Worth.Restorable>> ledgers = new HashMap<>();
    for (ListedBackup backup : backups) {
      if (backup.worth() instanceof Worth.Restorable restorable) {
        ledgers
            .computeIfAbsent(restorable.note().manifest().ledger(), name -> new ArrayList<>())
            .add(restorable);
      }
    }
    Set<Path> needed = new LinkedHashSet<>();
    for (List<Worth.Restorable> all : ledgers.values()) {
      all.subList(Math.max(0, all.size() - keep), all.size())
          .forEach(kept -> needed.addAll(kept.files()));
    }
    return backups.stream()
        .filter(backup -> backup.worth() instanceof Worth.Restorable)
        .filter(backup -> !needed.contains(backup.path()))
        .toList();
  }

  /**
   * Removes what is superfluous, once every byte of what is left was read and is as it was written.
   *
   * @return what is gone
   * @throws BackupException when a backup that is to be left is not sound; nothing is gone then
   */
  public List<ListedBackup> prune(int keep) {
    List<ListedBackup> gone = superfluous(keep);
    for (ListedBackup backup : gone.isEmpty() ? List.<ListedBackup>of() : backups) {
      if (backup.worth() instanceof Worth.Restorable && !gone.contains(backup)) {
        ManifestNote unused = opening.apply(backup.path()).read(reader -> reader.finish());
      }
    }
    // The newest first: an older one that is still there is of use without it, and not the reverse.
    for (int i = gone.size() - 1; i >= 0; i--) {
      try {
        Files.delete(gone.get(i).path());
      } catch (IOException e) {
        throw new BackupException(
            Trouble.FILE,
            new Explanation(
                gone.get(i).path() + " cannot be removed",
                String.valueOf(e.getMessage()),
                "see who may write to the directory; what was to be left is there"),
            e);
      }
    }
    return gone;
  }

  private void look(Path path, List<Known> known) throws IOException {
    long size = Files.size(path);
    try {
      known.add(new Known(path, size, opening.apply(path).identity().manifest()));
    } catch (BackupException e) {
      backups.add(new ListedBackup(path, size, new Worth.Unreadable(e.explanation().why())));
    }
  }

  private void join(List<Known> known) {
    Map<Digest, Known> byDigest = new HashMap<>();
    known.forEach(backup -> byDigest.putIfAbsent(backup.manifest().digest(), backup));
    for (Known backup : known) {
      backups.add(new ListedBackup(backup.path(), backup.size(), worth(backup, byDigest)));
    }
  }

  private static Worth worth(Known backup, Map<Digest, Known> byDigest) {
    List<Path> files = new ArrayList<>();
    files.add(backup.path());
    Known last = backup;
    Optional<BackupParent> parent = backup.manifest().parent();
    while (parent.isPresent()) {
      Known older = byDigest.get(parent.get().manifest());
      if (older == null) {
        return new Worth.Incomplete(
            backup.note(),
            "the backup that it goes on from is missing: " + parent.get().manifest());
      }
      if (!goesOn(last.manifest(), parent.get(), older.manifest())) {
        return new Worth.Incomplete(
            backup.note(), "it does not go on from " + older.path().getFileName());
      }
      files.add(0, older.path());
      last = older;
      parent = older.manifest().parent();
    }
    return new Worth.Restorable(backup.note(), files);
  }

  private static boolean goesOn(BackupManifest newer, BackupParent parent, BackupManifest older) {
    return newer.ledger().equals(older.ledger())
        && parent.size() == older.head().sequence()
        && parent.check(older.entriesRoot(), newer.head().sequence(), newer.entriesRoot())
            instanceof ProofOutcome.Proven;
  }

  private static String order(ListedBackup backup) {
    ManifestNote note =
        backup.worth() instanceof Worth.Restorable restorable
            ? restorable.note()
            : backup.worth() instanceof Worth.Incomplete incomplete ? incomplete.note() : null;
    return note == null
        ? "~" + backup.path()
        : note.manifest().ledger() + " " + note.manifest().at() + " " + backup.path();
  }
}
