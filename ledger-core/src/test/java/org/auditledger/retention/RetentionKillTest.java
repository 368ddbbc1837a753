package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed at one step after the other, each time where the one before had come. */
@OnPostgres
@HeadSchema
class RetentionKillTest {

  @TempDir private Path directory;

  @Test
  void what_was_killed_is_gone_on_with(TestDatabase database) throws Exception {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    for (String step :
        List.of(
            "reading " + old,
            "archiving " + old,
            "intending to drop " + old,
            "detaching " + old,
            "recording that " + old,
            "dropping " + old)) {
      HaltedRetention.Ended ended = HaltedRetention.run(database, directory, step);
      assertThat(ended.exit()).as("%s: %s", step, ended).isEqualTo(HaltedRetention.KILLED);
      assertThat(BufferDays.exists(database, old)).as(step).isTrue();
    }
    assertThat(ledger.goings()).containsExactly("PARTITION_DROP_INTENDED", "PARTITION_DETACHED");
    HaltedRetention.Ended whole = HaltedRetention.run(database, directory, "never");
    assertThat(whole.exit()).as("%s", whole).isZero();
    assertThat(ledger.goings())
        .containsExactly("PARTITION_DROP_INTENDED", "PARTITION_DETACHED", "PARTITION_DROPPED");
    PartitionDrop receipt = ledger.history().receipts().get(0).drop();
    assertThat(archives()).containsExactly(receipt.archive().orElseThrow().name());
    assertThat(Archive.check(directory.resolve(receipt.archive().get().name())))
        .isInstanceOfSatisfying(
            ArchiveCheck.Sound.class,
            sound -> assertThat(sound.sha256()).isEqualTo(receipt.archive().get().sha256()));
  }

  /** Those with a final name: of those that were being written parts may be left. */
  private List<String> archives() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".archive"))
          .toList();
    }
  }
}
