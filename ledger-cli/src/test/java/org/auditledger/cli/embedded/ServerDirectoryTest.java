package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerDirectoryTest extends Directories {

  private void assertRefused(Path dir, String... words) throws IOException {
    List<String> before = contents();
    assertThatThrownBy(() -> open(dir))
        .isInstanceOf(EmbeddedServerException.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(3))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
    assertThat(contents()).as("untouched").isEqualTo(before);
  }

  private List<String> contents() throws IOException {
    try (Stream<Path> all = Files.walk(base)) {
      return all.map(
              p -> {
                try {
                  return p
                      + " "
                      + Files.getPosixFilePermissions(p)
                      + (Files.isRegularFile(p) ? Files.readString(p) : "");
                } catch (IOException e) {
                  return p + " " + e;
                }
              })
          .sorted()
          .toList();
    }
  }

  /** As after a use, as far as one sees before the server is started; without a password. */
  private Path used(String major) throws IOException {
    Path dir = Files.createDirectories(base.resolve("d"));
    Files.writeString(dir.resolve(Marker.NAME), Marker.CURRENT.content());
    Files.createDirectory(dir.resolve("data"));
    Files.writeString(dir.resolve("data/PG_VERSION"), major + "\n");
    HeldLock.open(dir.resolve("lock")).close();
    return dir;
  }

  @Test
  void a_directory_of_something_else_is_refused_and_left_as_it_was() throws Exception {
    Path dir = Files.createDirectory(base.resolve("d"));
    Files.writeString(dir.resolve("thesis.tex"), "years of work");
    assertRefused(dir, "it holds other things: thesis.tex", "new or empty directory");
    for (String name : List.of("data", "lock", "notes", "zebra")) {
      Files.createDirectory(dir.resolve(name));
    }
    assertRefused(dir, "data, lock, notes and 2 more");
  }

  @Test
  void somebody_elses_postgresql_is_refused() throws Exception {
    Path dir = used("18").resolve("data");
    Files.createDirectory(dir.resolve("base"));
    assertRefused(dir, "it holds other things: PG_VERSION, base");
  }

  @Test
  void what_a_killed_first_use_left_is_finished() throws Exception {
    Path onlyMarker = Files.createDirectory(base.resolve("a"));
    Files.writeString(onlyMarker.resolve(Marker.NAME), Marker.CURRENT.content());
    Path halfMarker = Files.createDirectory(base.resolve("b"));
    Files.writeString(halfMarker.resolve(Marker.NAME + ".1234"), "form");
    Path halfData = Files.createDirectory(base.resolve("c"));
    Files.writeString(halfData.resolve(Marker.NAME), Marker.CURRENT.content());
    Files.writeString(halfData.resolve("password"), "of the attempt before");
    Path unfinished = halfData.resolve("data.unfinished-1234");
    Files.createDirectories(unfinished.resolve("base/1"));
    Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
    for (Path dir : List.of(onlyMarker, halfMarker, halfData)) {
      try (EmbeddedServer server = open(dir)) {
        assertThat(ask(server, "select current_database()")).isEqualTo("ledger");
      }
    }
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void the_directory_of_a_newer_release_is_refused() throws Exception {
    Path dir = Files.createDirectory(base.resolve("d"));
    Files.writeString(dir.resolve(Marker.NAME), new Marker(2).content());
    assertRefused(dir, "a newer one made it", "format is 2", "knows up to 1");
  }

  @Test
  void a_marker_that_says_nothing_is_refused() throws Exception {
    Path dir = Files.createDirectory(base.resolve("d"));
    for (String content : List.of("", "format=", "format=0", "format=one", "format=\\u00", "x")) {
      Files.writeString(dir.resolve(Marker.NAME), content);
      assertRefused(dir, "marker file " + Marker.NAME);
    }
  }

  @Test
  void the_data_of_another_major_version_is_refused() throws Exception {
    assertRefused(used("17"), "it is PostgreSQL 17's", "brings 18.");
  }

  @Test
  void a_lost_password_is_said_and_nothing_is_started() throws Exception {
    assertRefused(used("18"), "\"password\" is gone", "put it back");
  }

  @Test
  void what_is_no_directory_is_refused() throws Exception {
    Path file = Files.writeString(base.resolve("file"), "text");
    Path dangling = Files.createSymbolicLink(base.resolve("link"), base.resolve("nowhere"));
    assertRefused(file, "it is there and is not a directory");
    assertRefused(dangling, "it is there and is not a directory");
    assertRefused(file.resolve("below"), "cannot use", "name another one");
  }

  @Test
  void a_link_leads_to_the_directory_and_both_names_share_one_server() throws Exception {
    Path dir = Files.createDirectory(base.resolve("real"));
    Path link = Files.createSymbolicLink(base.resolve("link"), dir);
    try (EmbeddedServer one = open(link);
        EmbeddedServer other = open(dir)) {
      assertThat(one.port()).isEqualTo(other.port());
    }
  }

  @Test
  void names_that_mean_something_to_a_shell_are_just_names() throws Exception {
    Path dir = base.resolve("a b'c\"d$(touch e)`f`\\g;h&i%n -D");
    try (EmbeddedServer server = open(dir)) {
      assertThat(ask(server, "show data_directory")).isEqualTo(dir.toRealPath() + "/data");
    }
    try (EmbeddedServer server = open(dir)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertThat(dir.resolve("e")).doesNotExist();
  }

  @Test
  void a_relative_path_is_meant_from_here() throws Exception {
    Path dir = Path.of("").toAbsolutePath().relativize(base.toRealPath().resolve("d"));
    assertThat(dir.isAbsolute()).isFalse();
    try (EmbeddedServer server = open(dir)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void a_long_path_works_and_a_too_long_one_is_refused() throws Exception {
    Path dir = base.toRealPath();
    while (dir.toString().length() + 101 < 898) {
      dir = dir.resolve("n".repeat(100));
    }
    dir = dir.resolve("n".repeat(899 - dir.toString().length()));
    assertThat(dir.toString()).hasSize(900);
    try (EmbeddedServer server = open(dir)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    Path longer = Files.createDirectory(dir.resolve("too"));
    assertThatThrownBy(() -> open(longer))
        .hasMessageContaining("has 904 bytes")
        .hasMessageContaining("at most 900");
    assertThat(longer).isEmptyDirectory();
  }
}
