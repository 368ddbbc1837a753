package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.backup.ListedBackup.Worth;
import org.auditledger.chain.Head;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.BackupSource;
import org.auditledger.container.SmallBackup;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.RangeTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupDirectoryTest {

  @TempDir private Path directory;

  @Test
  void backups_that_go_on_from_each_other_are_restored_together() throws IOException {
    BackupManifest monday = whole("monday", 1, 5);
    BackupManifest tuesday = after("tuesday", 2, monday, 9);
    after("wednesday", 3, tuesday, 9);
    assertThat(listing())
        .containsExactly(
            "monday: monday", "tuesday: monday tuesday", "wednesday: monday tuesday wednesday");
  }

  @Test
  void what_cannot_be_restored_says_why() throws IOException {
    BackupManifest monday = whole("monday", 1, 5);
    BackupManifest tuesday = after("tuesday", 2, monday, 9);
    after("wednesday", 3, tuesday, 12);
    Files.delete(directory.resolve("tuesday"));
    Files.writeString(directory.resolve("notes.txt"), "to be kept");
    byte[] cut = Files.readAllBytes(directory.resolve("monday"));
    Files.write(directory.resolve("broken"), java.util.Arrays.copyOf(cut, cut.length - 100));
    assertThat(listing())
        .containsExactly(
            "monday: monday",
            "wednesday: the backup that it goes on from is missing: " + tuesday.digest(),
            "broken: it ends after schema.sql",
            "notes.txt: it ends after nothing");
  }

  @Test
  void one_that_says_it_goes_on_and_does_not_is_told_apart() throws IOException {
    BackupManifest monday = whole("monday", 1, 5);
    BackupParent forged = new BackupParent(monday.digest(), 5, List.of(Digest.ZERO));
    write("forged", members -> manifest(2, 6, 9, Optional.of(forged), members));
    BackupParent shorter = new BackupParent(monday.digest(), 4, proof(4, 9));
    write("shorter", members -> manifest(3, 5, 9, Optional.of(shorter), members));
    assertThat(listing())
        .containsExactly(
            "monday: monday",
            "forged: it does not go on from monday",
            "shorter: it does not go on from monday");
  }

  @Test
  void pruning_keeps_the_newest_and_all_that_they_need() throws IOException {
    BackupManifest old = whole("a-old", 1, 3);
    after("b-old-too", 2, old, 4);
    BackupManifest monday = whole("c-monday", 3, 5);
    BackupManifest tuesday = after("d-tuesday", 4, monday, 9);
    after("e-wednesday", 5, tuesday, 12);
    other("z-of-another-ledger", 1, 2);
    BackupDirectory backups = BackupDirectory.read(directory, BackupFile::plain);
    assertThat(names(backups.superfluous(1))).containsExactly("a-old", "b-old-too");
    assertThat(names(backups.superfluous(3))).containsExactly("a-old", "b-old-too");
    assertThat(names(backups.superfluous(4))).isEmpty();
    assertThat(names(backups.prune(2))).containsExactly("a-old", "b-old-too");
    assertThat(Backups.names(directory))
        .containsExactly("c-monday", "d-tuesday", "e-wednesday", "z-of-another-ledger");
    assertThatThrownBy(() -> backups.superfluous(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_is_pruned_when_what_is_to_be_left_is_not_sound() throws IOException {
    whole("a-old", 1, 3);
    whole("b-new", 2, 5);
    byte[] bytes = Files.readAllBytes(directory.resolve("b-new"));
    int schema = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("-- noth");
    bytes[schema + 3] = 'N';
    Files.write(directory.resolve("b-new"), bytes);
    BackupDirectory backups = BackupDirectory.read(directory, BackupFile::plain);
    assertThat(names(backups.superfluous(1))).containsExactly("a-old");
    assertThatThrownBy(() -> backups.prune(1))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("b-new is no sound backup")
        .hasMessageContaining("schema.sql is not what the manifest names");
    assertThat(Backups.names(directory)).containsExactly("a-old", "b-new");
  }

  private List<String> listing() {
    return BackupDirectory.read(directory, BackupFile::plain).backups().stream()
        .map(backup -> backup.path().getFileName() + ": " + sentence(backup.worth()))
        .toList();
  }

  private static String sentence(Worth worth) {
    if (worth instanceof Worth.Restorable restorable) {
      return String.join(
          " ", restorable.files().stream().map(file -> file.getFileName().toString()).toList());
    }
    return worth instanceof Worth.Incomplete incomplete
        ? incomplete.why()
        : ((Worth.Unreadable) worth).why();
  }

  private static List<String> names(List<ListedBackup> backups) {
    return backups.stream().map(backup -> backup.path().getFileName().toString()).toList();
  }

  private BackupManifest whole(String name, int day, long head) throws IOException {
    return write(name, members -> manifest(day, 1, head, Optional.empty(), members));
  }

  private BackupManifest after(String name, int day, BackupManifest older, long head)
      throws IOException {
    long size = older.head().sequence();
    BackupParent parent = new BackupParent(older.digest(), size, proof(size, head));
    return write(name, members -> manifest(day, size + 1, head, Optional.of(parent), members));
  }

  private void other(String name, int day, long head) throws IOException {
    BackupManifest unused =
        write(
            name,
            members -> {
              BackupManifest ours = manifest(day, 1, head, Optional.empty(), members);
              return new BackupManifest(
                  new LedgerName("plant/two"),
                  ours.at(),
                  ours.source(),
                  1,
                  ours.count(),
                  ours.head(),
                  ours.entriesRoot(),
                  ours.journal(),
                  ours.fingerprint(),
                  ours.posture(),
                  ours.parent(),
                  ours.members());
            });
  }

  private interface Saying {
    BackupManifest of(List<org.auditledger.container.StoredMember> members);
  }

  private BackupManifest write(String name, Saying saying) throws IOException {
    Files.write(directory.resolve(name), SmallBackup.saying(saying::of));
    return BackupFile.plain(directory.resolve(name)).identity().manifest().manifest();
  }

  private static BackupManifest manifest(
      int day,
      long first,
      long head,
      Optional<BackupParent> parent,
      List<org.auditledger.container.StoredMember> members) {
    return new BackupManifest(
        SmallBackup.LEDGER,
        Instant.parse("2026-11-01T00:00:00Z").plusSeconds(86_400L * day),
        new BackupSource(new DatabaseIdentity("1", 1), 1, "0/0", false, "18.6", "a test"),
        first,
        head - first + 1,
        new Head(head, Digest.sha256(new byte[] {(byte) head})),
        leaves(0, head).root(),
        Optional.empty(),
        Digest.ZERO,
        Digest.ZERO,
        parent,
        members);
  }

  private static List<Digest> proof(long size, long newSize) {
    RangeTree tree = new RangeTree(List.of(leaves(0, size), leaves(size, newSize)));
    return Proofs.consistency(tree, size, newSize).path();
  }

  private static CompactRange leaves(long begin, long end) {
    CompactRangeBuilder range = new CompactRangeBuilder(begin);
    for (long leaf = begin; leaf < end; leaf++) {
      range.append(Digest.sha256(new byte[] {(byte) leaf}));
    }
    return range.build();
  }
}
