package org.auditledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.auditledger.backup.ListedBackup;
import org.auditledger.backup.ListedBackup.Worth;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.ManifestNote;
import org.auditledger.journal.JournalTime;
import org.jspecify.annotations.Nullable;

/** What is in a directory of backups. */
record BackupsAnswer(String format, List<Row> files) implements Answer {

  /**
   * A file.
   *
   * @param restorable whether the ledger can be restored from it, with those in {@code needs}
   * @param needs all files that a restore takes, in order
   * @param why it is no backup, or cannot be restored
   */
  record Row(
      String file,
      long size,
      @Nullable String ledger,
      @Nullable String at,
      @Nullable Long first,
      @Nullable Long head,
      @Nullable String root,
      @Nullable String manifest,
      @Nullable String parent,
      boolean signed,
      boolean restorable,
      List<String> needs,
      @Nullable String why) {

    Row {
      needs = List.copyOf(needs);
    }

    static Row of(ListedBackup backup) {
      if (backup.worth() instanceof Worth.Restorable whole) {
        return of(backup, whole.note(), names(whole.files()), null);
      }
      if (backup.worth() instanceof Worth.Incomplete part) {
        return of(backup, part.note(), List.of(), part.why());
      }
      return new Row(
          name(backup.path()),
          backup.size(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          false,
          List.of(),
          ((Worth.Unreadable) backup.worth()).why());
    }

    private static Row of(
        ListedBackup backup, ManifestNote note, List<String> needs, @Nullable String why) {
      BackupManifest manifest = note.manifest();
      return new Row(
          name(backup.path()),
          backup.size(),
          manifest.ledger().value(),
          JournalTime.text(manifest.at()),
          manifest.first(),
          manifest.head().sequence(),
          manifest.entriesRoot().hex(),
          manifest.digest().hex(),
          manifest.parent().map(BackupParent::manifest).map(Object::toString).orElse(null),
          note.note().isPresent(),
          why == null,
          needs,
          why);
    }

    private static List<String> names(List<Path> files) {
      return files.stream().map(Row::name).toList();
    }

    private static String name(Path path) {
      return String.valueOf(path.getFileName());
    }

    List<String> cells() {
      return List.of(
          file,
          ledger == null ? "-" : ledger,
          Page.time(at),
          head == null ? "-" : first + " to " + head,
          String.format(Locale.ROOT, "%,d", size),
          ledger == null ? "-" : signed ? "signed" : "by nobody",
          restorable
              ? needs.size() == 1
                  ? "yes"
                  : "with " + String.join(", ", needs.subList(0, needs.size() - 1))
              : "NO: " + why);
    }
  }

  BackupsAnswer {
    files = List.copyOf(files);
  }

  static BackupsAnswer of(List<ListedBackup> backups) {
    return new BackupsAnswer("audit-ledger/backup-list/1", backups.stream().map(Row::of).toList());
  }

  @Override
  public String text() {
    if (files.isEmpty()) {
      return "no files there\n";
    }
    long restorable = files.stream().filter(Row::restorable).count();
    List<List<String>> rows = new ArrayList<>();
    files.forEach(row -> rows.add(row.cells()));
    return new Page(files.size() + " files, " + restorable + " of them can be restored")
        .gap()
        .table(
            List.of("file", "ledger", "taken", "entries", "bytes", "manifest", "restorable"), rows)
        .toString();
  }
}
