package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.signature.NoteSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key signed last, in a file beside it. */
class LastCheckpointTest {

  @TempDir private Path directory;

  private SealingKey key() {
    return new SealingKey(FIRST, directory.resolve("ledger.key"));
  }

  private Path file() {
    return directory.resolve("ledger.key.last");
  }

  private LastCheckpoint hold() {
    return LastCheckpoint.hold(key(), Duration.ZERO);
  }

  private static Anchor anchor(NoteSigner signer, long size) {
    SealingKey key = new SealingKey(signer, Path.of("key"));
    return new Anchor(
        new Checkpoint(key.origin(Origin.Log.ENTRIES), size, Digest.ZERO).sign(signer),
        new Checkpoint(key.origin(Origin.Log.JOURNAL), 7, Digest.ZERO).sign(signer));
  }

  @Test
  void what_it_remembers_is_an_anchor_that_only_its_owner_can_change() throws IOException {
    // What a killed process left, open to everybody.
    Path left = Files.writeString(directory.resolve("ledger.key.last.tmp"), "half of it");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
    try (LastCheckpoint memory = hold()) {
      assertThat(memory.read()).isEmpty();
      memory.begin();
      assertThat(memory.read().orElseThrow().entries().size()).isZero();
      memory.remember(anchor(FIRST, 5));
      assertThat(memory.read().orElseThrow().entries().size()).isEqualTo(5);
      assertThat(file()).hasContent(anchor(FIRST, 5).encoded());
      memory.remember(anchor(SECOND, 6));
      assertThat(file()).hasContent(anchor(FIRST, 5).encoded());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("ledger.key.last", "ledger.key.last.lock");
    }
  }

  @Test
  void what_others_can_change_is_not_believed() throws IOException {
    try (LastCheckpoint memory = hold()) {
      memory.begin();
      for (String open : List.of("rw--w----", "rw-----w-")) {
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(open));
        assertThatThrownBy(memory::read)
            .isInstanceOf(SealException.class)
            .hasMessageContaining("others than its owner can change it")
            .hasMessageContaining("chmod 600");
      }
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(memory.read()).isPresent();
      Path target = directory.resolve("elsewhere");
      Files.move(file(), target);
      Files.createSymbolicLink(file(), target);
      assertThatThrownBy(memory::read).hasMessageContaining("it is not a regular file");
    }
  }

  @Test
  void only_one_sealer_holds_it() {
    try (LastCheckpoint memory = hold()) {
      assertThat(memory.read()).isEmpty();
      assertThatThrownBy(() -> LastCheckpoint.hold(key(), Duration.ofMillis(50)))
          .isInstanceOf(SealException.class)
          .hasMessageContaining("another sealer with the key " + key().file() + " is at work")
          .extracting(e -> ((SealException) e).trouble())
          .isEqualTo(Trouble.BUSY);
    }
    try (LastCheckpoint memory = hold()) {
      assertThat(memory.read()).isEmpty();
    }
  }

  @Test
  void a_place_where_it_cannot_be_written_is_named() {
    SealingKey nowhere = new SealingKey(FIRST, directory.resolve("missing/ledger.key"));
    assertThatThrownBy(() -> LastCheckpoint.hold(nowhere, Duration.ZERO))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("missing/ledger.key.last.lock")
        .hasMessageContaining("make the key's directory writable")
        .extracting(e -> ((SealException) e).trouble())
        .isEqualTo(Trouble.MEMORY);
  }
}
