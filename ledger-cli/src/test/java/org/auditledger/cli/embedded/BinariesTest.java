package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinariesTest {

  @TempDir Path base;

  @Test
  void are_unpacked_once_whole_and_whoever_comes_at_once_gets_the_same() throws Exception {
    List<String> told = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Binaries>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(
            threads.submit(
                () ->
                    Binaries.in(
                        List.of(base),
                        line -> {
                          synchronized (told) {
                            told.add(line);
                          }
                        })));
      }
      Binaries first = all.get(0).get();
      for (Future<Binaries> other : all) {
        assertThat(other.get()).isEqualTo(first);
      }
      assertThat(told).containsExactly("unpacking PostgreSQL into " + first.directory());
      assertThat(first.version()).startsWith("18.");
      assertThat(first.major()).isEqualTo("18");
      assertThat(first.bin().resolve("initdb")).isExecutable();
      assertThat(Files.isExecutable(first.directory().resolve("share/postgresql/postgres.bki")))
          .isFalse();
      try (Stream<Path> libraries = Files.list(first.directory().resolve("lib"))) {
        assertThat(libraries.filter(Files::isSymbolicLink)).isNotEmpty().allMatch(Files::exists);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void what_was_unpacked_by_half_is_not_used() throws Exception {
    String key = BinaryArchive.ofThisMachine().key();
    Path half = Files.createDirectories(base.resolve(key + ".unfinished/bin"));
    Files.writeString(half.resolve("postgres"), "half");
    Path wrong = Files.createDirectories(base.resolve(key + "/bin"));
    Files.writeString(wrong.resolve("postgres"), "no version file: not complete");
    Binaries binaries = Binaries.in(List.of(base), Directories.SILENT);
    assertThat(binaries.bin().resolve("postgres")).isExecutable();
    assertThat(base.resolve(key + ".unfinished")).doesNotExist();
  }

  @Test
  void the_next_place_is_taken_if_one_will_not_do() throws Exception {
    Path file = Files.writeString(base.resolve("file"), "");
    Path shell = base.resolve("a$b");
    Path good = base.resolve("good");
    Binaries binaries =
        Binaries.in(List.of(file.resolve("below"), shell, good), Directories.SILENT);
    assertThat(binaries.directory()).startsWith(good);
    assertThat(shell).doesNotExist();

    assertThatThrownBy(() -> Binaries.in(List.of(shell, file), Directories.SILENT))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("a$b has a character")
        .hasMessageContaining("file")
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void programs_of_another_user_are_not_run() throws Exception {
    // .ci/run is root; to anybody else a directory of others cannot be made.
    assumeTrue(CurrentUser.isRoot(), "only root may give a directory away");
    Path theirs = Files.createDirectory(base.resolve("theirs"));
    Files.setAttribute(theirs, "unix:uid", 65534);
    assertThatThrownBy(() -> Binaries.in(List.of(theirs.resolve("cache")), Directories.SILENT))
        .hasMessageContaining("theirs belongs to another user");
    assertThat(theirs).isEmptyDirectory();
  }

  @Test
  void an_archive_cannot_reach_out_of_its_directory() throws Exception {
    Path directory = Files.createDirectory(base.resolve("d"));
    for (TarArchiveEntry entry :
        List.of(
            new TarArchiveEntry("../out"),
            new TarArchiveEntry("bin/../../out"),
            link("link", ".."),
            link("bin/link", "../../out"),
            link("link", "/etc"))) {
      assertThatThrownBy(() -> Binaries.unpack(archive(entry), directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reaches out");
    }
    TarArchiveEntry device = new TarArchiveEntry("null", TarConstants.LF_CHR);
    assertThatThrownBy(() -> Binaries.unpack(archive(device), directory))
        .hasMessageContaining("no file");
    assertThat(base.resolve("out")).doesNotExist();
    Binaries.unpack(archive(link("bin/link", "../lib")), directory);
    assertThat(directory.resolve("bin/link")).isSymbolicLink();
  }

  private static TarArchiveEntry link(String name, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return entry;
  }

  private static InputStream archive(TarArchiveEntry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
      byte[] content = entry.isFile() ? "out".getBytes(StandardCharsets.UTF_8) : new byte[0];
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
