package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedServerProcessesTest extends Directories {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @Test
  void two_processes_at_once_share_one_server_and_the_last_one_stops_it() throws Exception {
    Path dir = base.resolve("d");
    try (Child one = Child.using(dir);
        Child other = Child.using(dir)) {
      assertThat(one.expectPort()).isEqualTo(other.expectPort());
      long pid = pidOf(dir);
      one.finish();
      assertThat(pidOf(dir)).isEqualTo(pid);
      try (EmbeddedServer server = open(dir)) {
        assertThat(ask(server, "select 1")).isEqualTo("1");
      }
      assertThat(pidOf(dir)).as("a child still uses it").isEqualTo(pid);
      other.finish();
    }
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void a_killed_process_leaves_its_server_to_the_next_which_stops_it() throws Exception {
    Path dir = base.resolve("d");
    try (Child child = Child.using(dir)) {
      int port = child.expectPort();
      long pid = pidOf(dir);
      child.kill();
      try (EmbeddedServer server = open(dir)) {
        assertThat(pidOf(dir)).isEqualTo(pid);
        assertThat(server.port()).isEqualTo(port);
        assertThat(ask(server, "select 1")).isEqualTo("1");
        assertThat(users(dir)).as("the dead one is still listed").hasSize(2);
      }
    }
    assertThat(serverOf(dir)).isEmpty();
    assertThat(users(dir)).isEmpty();
  }

  @Test
  void closing_one_use_in_a_process_leaves_the_locks_of_its_others() throws Exception {
    Path dir = base.resolve("d");
    EmbeddedServer first = open(dir);
    try (EmbeddedServer second = open(dir)) {
      first.close();
      try (Child child = Child.using(dir)) {
        child.expectPort();
        child.finish();
      }
      assertThat(ask(second, "select 1")).isEqualTo("1");
    }
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void a_terminated_process_closes_its_server() throws Exception {
    Path dir = base.resolve("d");
    try (Child child = Child.using(dir)) {
      child.expectPort();
      child.terminate();
      assertThat(child.exitCode()).isEqualTo(143);
    }
    assertThat(serverOf(dir)).isEmpty();
    assertThat(users(dir)).isEmpty();
  }

  @Test
  void a_process_that_is_ending_starts_no_server_that_nobody_would_stop() throws Exception {
    Path dir = base.resolve("d");
    try (Child child = Child.using(dir)) {
      child.expectPort();
      child.tell(EmbeddedCommand.OPEN_AT_EXIT);
      child.finish();
      assertThat(child.expect("")).contains("at exit").contains("this process is ending");
    }
    assertThat(serverOf(dir)).isEmpty();
    assertThat(users(dir)).isEmpty();
  }

  @Test
  void an_interrupt_from_the_terminal_does_not_reach_the_server_that_others_use() throws Exception {
    // Debian has both; without them a terminated process, above, covers all but the group.
    assumeTrue(runs("setsid", "true"), "no setsid here to make a terminal's process group with");
    assumeTrue(runs("env", "--default-signal=INT", "true"), "no env here to hear a SIGINT with");
    // Whoever runs in the background ignores SIGINT, and its children inherit that.
    List<String> terminal = List.of("setsid", "env", "--default-signal=INT");
    Path dir = base.resolve("d");
    try (Child child = Child.start(terminal, CLASS_PATH, Map.of(), dir, Caches.PLACE)) {
      child.expectPort();
      try (EmbeddedServer server = open(dir)) {
        long pid = pidOf(dir);
        signal("INT", -child.pid());
        assertThat(child.exitCode()).isEqualTo(130);
        assertThat(pidOf(dir)).isEqualTo(pid);
        assertThat(ask(server, "select 1")).isEqualTo("1");
      }
    }
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void a_process_killed_while_it_creates_the_data_is_in_nobodys_way() throws Exception {
    for (int delay = 0; delay < 1000; delay += 300) {
      Path dir = base.resolve("d" + delay);
      try (Child child = Child.using(dir)) {
        child.expect("progress creating");
        Thread.sleep(delay);
        child.kill();
      }
      try (EmbeddedServer server = open(dir)) {
        run(server, "create table t as select 42 as n");
        assertThat(ask(server, "select n from t")).isEqualTo("42");
      }
      assertThat(serverOf(dir)).isEmpty();
      // An initdb that outlived its command may be cleaning up after itself still.
      Thread.sleep(300);
      open(dir).close();
      try (Stream<Path> names = Files.list(dir)) {
        assertThat(names.map(p -> p.getFileName().toString()).filter(n -> n.contains("unfin")))
            .isEmpty();
      }
    }
  }

  @Test
  void the_server_does_not_inherit_secrets() throws Exception {
    // Only Linux shows what another process was given; what is left out is left out everywhere.
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc to look into");
    Path dir = base.resolve("d");
    Map<String, String> secret = Map.of("AUDIT_LEDGER_PASSPHRASE", "hunter2", "PGPORT", "1");
    try (Child child = Child.start(List.of(), CLASS_PATH, secret, dir, Caches.PLACE)) {
      child.expectPort();
      Path process = Path.of("/proc", Long.toString(pidOf(dir)));
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      // Names only: a failure must not print what this machine keeps in its environment.
      assertThat(environment.split("\0", -1))
          .extracting(variable -> variable.replaceFirst("=.*", ""))
          .contains("LC_ALL", "PATH")
          .doesNotContain("AUDIT_LEDGER_PASSPHRASE", "PGPORT");
      assertThat(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1))
          .contains("fsync=on")
          .doesNotContain(Files.readString(dir.resolve("password")).strip());
      child.finish();
    }
  }

  @Test
  void a_user_in_another_container_keeps_us_from_starting_a_second_server() throws Exception {
    // It takes Linux and its root, which .ci/run has; two processes at once, above, take neither.
    assumeTrue(
        runs("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "true"),
        "may not make a namespace of process numbers here");
    Path dir = base.resolve("d");
    open(dir).close();
    List<String> container = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
    try (Child child = Child.start(container, CLASS_PATH, Map.of(), dir, Caches.PLACE)) {
      child.expectPort();
      assertThatThrownBy(() -> open(dir))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("in another container uses it");
      child.finish();
    }
    open(dir).close();
  }

  @Test
  void works_for_who_is_not_root_with_binaries_in_the_directory_itself() throws Exception {
    List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    // Only root can be somebody else; who is not root has shown it with every other test.
    assumeTrue(CurrentUser.isRoot(), "not root: all other tests here run without root already");
    assumeTrue(runs(nobody, "true"), "may not become another user here");
    Path open = world(Files.createDirectory(base.resolve("open")));
    world(base);
    String classPath = readableClassPath(open);
    Path dir = open.resolve("dir");
    try (Child child = Child.start(nobody, classPath, Map.of(), dir)) {
      child.expectPort();
      assertThat(Files.getAttribute(dir.resolve("data/PG_VERSION"), "unix:uid")).isEqualTo(65534);
      assertThat(dir.resolve("binaries")).isDirectory();
      assertThatThrownBy(() -> open(dir)).hasMessageContaining("run the command as that user");
      child.finish();
    }
    Path closed = Files.createDirectory(base.resolve("closed"));
    for (Path refused : List.of(closed, closed.resolve("below"))) {
      try (Child child = Child.start(nobody, classPath, Map.of(), refused)) {
        assertThat(child.expect("failed "))
            .contains("permission denied", "directory that you may write to");
        assertThat(child.exitCode()).isEqualTo(20);
      }
    }
    assertThat(closed).isEmptyDirectory();
  }

  @Test
  void root_is_told_of_a_directory_that_only_roots_privileges_open() throws Exception {
    // Root alone is refused so; .ci/run is root.
    assumeTrue(CurrentUser.isRoot(), "not root, and it is root who is told");
    Path home = Files.createDirectory(base.resolve("home"));
    Files.setAttribute(home, "unix:uid", 65534);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> open(home.resolve("d")))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("Permission denied")
        .hasMessageContaining("without root's privileges");
  }

  @Test
  void root_without_user_namespaces_is_told_what_to_do() throws Exception {
    List<String> jail =
        List.of(
            "unshare",
            "-U",
            "-r",
            "sh",
            "-c",
            "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"",
            "sh");
    // Root alone is refused so, and a container may not let it forbid what it has itself.
    assumeTrue(CurrentUser.isRoot(), "not root, and it is root who is told");
    assumeTrue(runs(jail, "true"), "may not forbid user namespaces here");
    Path dir = base.resolve("d");
    try (Child child = Child.start(jail, CLASS_PATH, Map.of(), dir, Caches.PLACE)) {
      assertThat(child.expect("failed "))
          .contains("as root", "user namespace", "run the command as another user");
      assertThat(child.exitCode()).isEqualTo(20);
    }
    open(dir).close();
  }

  @Test
  void a_full_disk_is_said_and_leaves_nothing_behind() throws Exception {
    Path dir = Files.createDirectory(base.resolve("small"));
    List<String> small =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=20m tmpfs '"
                + dir
                + "' && \"$@\"; s=$?; ls '"
                + dir
                + "'; exit $s",
            "sh");
    // To mount takes a privilege that a container may lack; others of a full disk need none.
    assumeTrue(runs(small, "true"), "may not mount a small disk here");
    open(base.resolve("unpacks")).close();
    try (Child child = Child.start(small, CLASS_PATH, Map.of(), dir, Caches.PLACE)) {
      assertThat(child.expect("failed "))
          .contains("cannot create a PostgreSQL in", "No space left on device", "nothing is left");
      child.expect("audit-ledger-embedded");
      child.expect("lock");
      child.expect("password");
      assertThatThrownBy(() -> child.expect("data")).isInstanceOf(AssertionError.class);
      assertThat(child.exitCode()).isEqualTo(20);
    }
  }

  private static List<Path> users(Path dir) throws IOException {
    try (Stream<Path> users = Files.list(dir.resolve("users"))) {
      return users.toList();
    }
  }

  private static boolean runs(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean runs(List<String> prefix, String program) {
    return runs(Stream.concat(prefix.stream(), Stream.of(program)).toArray(String[]::new));
  }

  private static Path world(Path dir) throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
    return dir;
  }

  /** The class path, copied to where everybody may read it. */
  private static String readableClassPath(Path place) throws Exception {
    StringBuilder copied = new StringBuilder();
    int number = 0;
    for (String entry : CLASS_PATH.split(File.pathSeparator, -1)) {
      Path copy = place.resolve("cp" + number++ + "-" + Path.of(entry).getFileName());
      if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
        assertThat(runs("cp", "-rL", entry, copy.toString())).isTrue();
        copied.append(copied.isEmpty() ? "" : File.pathSeparator).append(copy);
      }
    }
    assertThat(runs("chmod", "-R", "a+rX", place.toString())).isTrue();
    return copied.toString();
  }
}
