package org.auditledger.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.auditledger.checkpoint.SealSource;
import org.auditledger.container.BackupMember;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.MemberName.Single;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.TrustedKeys;

/**
 * The journal and the checkpoints of a backup. The journal is read anew each time; the checkpoints
 * are kept, some hundred bytes for each seal, as they are asked for by their size.
 */
final class BackupSeals implements SealSource {

  /** As many as are read of a database's. */
  private static final int MAX_NOTES = 100;

  private final OpenedBackup backup;
  private final SortedMap<String, NavigableMap<Long, List<String>>> checkpoints = new TreeMap<>();

  /** Those of this backup; of several the last has them all. */
  BackupSeals(OpenedBackup backup) {
    this.backup = backup;
    backup.read(this::keepCheckpoints);
  }

  private void keepCheckpoints(BackupMember member) throws IOException {
    if (member.name() == Single.CHECKPOINTS) {
      member.checkpoints(this::keep);
    }
  }

  private void keep(CheckpointLine line) {
    checkpoints
        .computeIfAbsent(line.origin(), origin -> new TreeMap<>())
        .computeIfAbsent(line.size(), size -> new ArrayList<>(1))
        .add(line.note());
  }

  @Override
  public JournalReader journal(TrustedKeys trusted, Consumer<JournalEntry> each) {
    JournalReader reader = new JournalReader(trusted);
    backup.read(
        member -> {
          if (member.name() == Single.JOURNAL) {
            member.journal(line -> each.accept(reader.accept(line.position(), line.note())));
          }
        });
    return reader;
  }

  @Override
  public List<Parsed<SignedNote>> checkpoints(Origin origin, long size) {
    return parsed(of(origin).subMap(size, true, size, true));
  }

  @Override
  public List<Parsed<SignedNote>> checkpointsBeyond(Origin origin, long size) {
    return parsed(of(origin).tailMap(size, false).descendingMap());
  }

  @Override
  public DatabaseIdentity database() {
    return backup.manifest().source().database();
  }

  private NavigableMap<Long, List<String>> of(Origin origin) {
    return checkpoints.getOrDefault(origin.toString(), new TreeMap<>());
  }

  private static List<Parsed<SignedNote>> parsed(SortedMap<Long, List<String>> notes) {
    return notes.values().stream()
        .flatMap(ofOneSize -> ofOneSize.stream().sorted())
        .limit(MAX_NOTES)
        .map(note -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
