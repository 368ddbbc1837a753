package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An anchor is written whole, and over nothing. */
class AnchorFileTest {

  @TempDir private Path directory;

  private static Anchor anchor(long size) {
    SealingKey key = new SealingKey(FIRST, Path.of("key"));
    return new Anchor(
        new Checkpoint(key.origin(Origin.Log.ENTRIES), size, Digest.ZERO).sign(FIRST),
        new Checkpoint(key.origin(Origin.Log.JOURNAL), 2, Digest.ZERO).sign(FIRST));
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void what_is_written_is_the_anchor_and_writing_it_again_changes_nothing() throws IOException {
    Path file = directory.resolve("plant.anchor");
    new AnchorFile(file).write(anchor(5));
    assertThat(Anchor.parse(Files.readAllBytes(file))).isEqualTo(new Parsed.Value<>(anchor(5)));
    Object written = Files.getAttribute(file, "unix:ino");
    new AnchorFile(file).write(anchor(5));
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(written);
    assertOnly("plant.anchor");
  }

  @Test
  void what_is_there_is_never_overwritten() throws IOException {
    Path file = directory.resolve("plant.anchor");
    for (String there : new String[] {"", anchor(4).encoded(), anchor(5).encoded() + "\n"}) {
      Files.writeString(file, there);
      assertRefused(file, "exists and holds something else");
      assertThat(file).hasContent(there);
    }
    Files.delete(file);
    Files.createSymbolicLink(file, directory.resolve("elsewhere"));
    assertRefused(file, "it exists and cannot be read");
    assertOnly("plant.anchor");
  }

  @Test
  void a_place_that_is_not_there_is_named() throws IOException {
    assertRefused(directory.resolve("missing/plant.anchor"), "there is no such directory");
    assertOnly();
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> new AnchorFile(file).write(anchor(5)))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("the anchor was not written")
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why)
        .extracting(e -> ((SealException) e).trouble())
        .isEqualTo(Trouble.ANCHOR_FILE);
  }
}
