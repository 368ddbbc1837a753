package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An anchor is written whole, and over nothing. */
class AnchorFileTest {

  @TempDir private Path directory;

  private static Anchor anchor(long size) {
    return anchor(size, Digest.ZERO);
  }

  private static Anchor anchor(long size, Digest root) {
    SealingKey key = new SealingKey(FIRST, Path.of("key"));
    return new Anchor(
        new Checkpoint(key.origin(Origin.Log.ENTRIES), size, root).sign(FIRST),
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
  void the_newest_is_kept_in_the_place_of_an_older_one_and_of_nothing_else() throws IOException {
    Path file = directory.resolve("plant.anchor");
    for (long size : new long[] {4, 4, 5, 9}) {
      new AnchorFile(file).keepNewest(anchor(size), TrustedKeys.of(FIRST.verifier()));
      assertThat(file).hasContent(anchor(size).encoded());
      assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
    }
    for (String there : new String[] {"", "a letter", anchor(4).encoded() + "\n"}) {
      Files.writeString(file, there);
      assertKept(file, FIRST, SealException.class, "holds something else");
    }
    Files.writeString(file, anchor(4).encoded());
    assertKept(file, SECOND, SealException.class, "holds something else");
    assertOnly("plant.anchor");
  }

  @Test
  void an_anchor_that_is_not_continued_is_kept_for_it_shows_what_happened() throws IOException {
    Path file = directory.resolve("plant.anchor");
    Files.writeString(file, anchor(6).encoded());
    assertKept(file, FIRST, HistoryBrokenException.class, "does not continue");
    Files.writeString(file, anchor(5, Digest.sha256(new byte[1])).encoded());
    assertKept(file, FIRST, HistoryBrokenException.class, "does not continue");
  }

  private static void assertKept(
      Path file, NoteSigner trusted, Class<? extends Exception> type, String why)
      throws IOException {
    String there = Files.readString(file);
    assertThatThrownBy(
            () -> new AnchorFile(file).keepNewest(anchor(5), TrustedKeys.of(trusted.verifier())))
        .isInstanceOf(type)
        .hasMessageContaining(why);
    assertThat(file).hasContent(there);
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
        .isEqualTo(Trouble.FILE);
  }
}
