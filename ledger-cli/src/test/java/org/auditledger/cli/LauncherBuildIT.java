package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and what it says if it cannot: with a Maven and a Java of our own. */
class LauncherBuildIT {

  private static final String MVN =
      """
      #!/bin/sh
      echo "$@" >> mvn.log
      echo talk
      sleep 0.5
      echo jar > ledger-cli/target/audit-ledger.jar
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      case $* in *-Xshare*) exit 1 ;; esac
      echo $$
      for a; do echo "[$a]"; done
      exit 42
      """;
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "dirname",
          "find",
          "flock",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sh",
          "sleep",
          "touch");

  @TempDir private Path directory;
  private Path bin;
  private Path checkout;
  private Path source;
  private Path jdk;

  @BeforeEach
  void prepare() throws IOException {
    bin = Files.createDirectories(directory.resolve("bin"));
    for (String tool : TOOLS) {
      link(tool);
    }
    script(bin.resolve("mvn"), MVN);
    jdk = Files.createDirectories(directory.resolve("a jdk"));
    script(jdk.resolve("bin/java"), JAVA);
    release("21.0.1");
    checkout = Files.createDirectories(directory.resolve("a checkout"));
    Files.copy(Checkout.root().resolve("audit-ledger"), checkout.resolve("audit-ledger"));
    source = checkout.resolve("ledger-core/src/main/Some.java");
    Files.createDirectories(source.getParent());
    for (Path file : List.of(source, checkout.resolve("pom.xml"))) {
      Files.writeString(file, "x");
    }
    age();
  }

  @Test
  void builds_on_first_use_says_so_and_then_no_more() throws IOException {
    ProcessRun first = launch("verify", "two words", "", "*");
    assertThat(first.exit()).as("%s", first).isEqualTo(42);
    assertThat(first.stderr()).as("%s", first).contains("building it").contains("talk");
    assertThat(first.stdout())
        .as("%s", first)
        .endsWith("[org.auditledger.cli.Main]\n[verify]\n[two words]\n[]\n[*]\n")
        .contains("a checkout/ledger-cli/target/audit-ledger.jar]")
        .doesNotContain("talk");
    assertThat(builds()).hasSize(1);
    assertThat(builds().get(0)).contains("-pl ledger-cli -am -DskipTests").endsWith(" package");

    ProcessRun second = launch("version");
    assertThat(second.stderr()).as("%s", second).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void builds_again_when_a_source_has_changed_or_gone() throws IOException {
    launch("version");
    Files.writeString(source, "y");
    launch("version");
    assertThat(builds()).hasSize(2);
    age();
    Files.delete(source);
    launch("version");
    launch("version");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void builds_again_when_a_build_was_killed_half_way() throws IOException {
    launch("version");
    Files.createFile(checkout.resolve("ledger-cli/target/building"));
    launch("version");
    launch("version");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void two_first_uses_at_once_build_once() throws Exception {
    for (boolean flock : new boolean[] {true, false}) {
      if (!flock) {
        Files.delete(bin.resolve("flock"));
        Files.delete(checkout.resolve("ledger-cli/target/audit-ledger.jar"));
        Files.delete(checkout.resolve("mvn.log"));
      }
      ExecutorService both = Executors.newFixedThreadPool(2);
      try {
        Future<ProcessRun> one = both.submit(() -> launch("version"));
        Future<ProcessRun> other = both.submit(() -> launch("version"));
        for (Future<ProcessRun> run : List.of(one, other)) {
          assertThat(run.get().exit()).as("%s", run.get()).isEqualTo(42);
        }
      } finally {
        both.shutdown();
      }
      assertThat(builds()).as("with flock: %s", flock).hasSize(1);
      assertThat(checkout.resolve("ledger-cli/target/building.lock")).doesNotExist();
    }
  }

  @Test
  void without_maven_it_says_what_is_missing() throws IOException {
    Files.delete(bin.resolve("mvn"));
    ProcessRun run = launch("version");
    assertThat(run.exit()).as("%s", run).isEqualTo(1);
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr()).as("%s", run).contains("no mvn on the PATH").contains("next: ");
  }

  @Test
  void a_build_that_fails_starts_nothing_and_is_tried_again() throws IOException {
    script(bin.resolve("mvn"), "#!/bin/sh\necho 'what is wrong'\nexit 1\n");
    for (int i = 0; i < 2; i++) {
      ProcessRun run = launch("version");
      assertThat(run.exit()).as("%s", run).isEqualTo(1);
      assertThat(run.stdout()).as("%s", run).isEmpty();
      assertThat(run.stderr()).as("%s", run).contains("what is wrong").contains("build failed");
    }
  }

  @Test
  void a_jar_without_sources_is_enough() throws IOException {
    launch("version");
    Files.delete(checkout.resolve("pom.xml"));
    assertThat(launch("version").exit()).isEqualTo(42);
    Files.delete(checkout.resolve("ledger-cli/target/audit-ledger.jar"));
    ProcessRun run = launch("version");
    assertThat(run.exit()).as("%s", run).isEqualTo(1);
    assertThat(run.stderr()).as("%s", run).contains("the program is missing");
  }

  @Test
  void an_old_java_or_none_is_refused_before_anything_is_built() throws IOException {
    release("11.0.2");
    assertThat(launch("version").stderr()).contains("Java 11.0.2 is too old").contains("next: ");
    Files.delete(jdk.resolve("release"));
    script(jdk.resolve("bin/java"), "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
    assertThat(launch("version").stderr()).contains("Java 1.8.0_402 is too old");
    script(jdk.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
    assertThat(launch("version").stderr()).contains("of unknown version");
    Files.delete(jdk.resolve("bin/java"));
    ProcessRun none = launch("version");
    assertThat(none.exit()).as("%s", none).isEqualTo(1);
    assertThat(none.stderr()).as("%s", none).contains("there is no Java").contains("JAVA_HOME is");
    assertThat(checkout.resolve("mvn.log")).doesNotExist();
  }

  @Test
  void finds_its_checkout_through_links() throws IOException {
    Path one = Files.createSymbolicLink(directory.resolve("one"), checkout.resolve("audit-ledger"));
    Files.createDirectories(directory.resolve("sub"));
    Path two =
        Files.createSymbolicLink(
            directory.resolve("sub/two"), Path.of("..", one.getFileName() + ""));
    ProcessRun run = run(List.of(two.toString(), "version"));
    assertThat(run.exit()).as("%s", run).isEqualTo(42);
    assertThat(builds()).hasSize(1);
  }

  @Test
  void java_takes_the_place_of_the_shell_so_that_signals_reach_it() {
    ProcessRun run =
        run(List.of("sh", "-c", "echo $$; exec '" + checkout.resolve("audit-ledger") + "'"));
    List<String> lines = run.stdout().lines().toList();
    assertThat(lines.get(0)).as("%s", run).isEqualTo(lines.get(1));
  }

  @Test
  void only_what_ends_at_once_gets_the_quick_compiler() {
    String quick = "[-XX:TieredStopAtLevel=1]";
    assertThat(launch("version").stdout()).contains(quick);
    assertThat(launch("completion").stdout()).contains(quick);
    assertThat(launch("verify", "--help").stdout()).contains(quick);
    assertThat(launch("verify").stdout()).doesNotContain(quick);
    assertThat(launch("append", "version").stdout()).doesNotContain(quick);
  }

  private ProcessRun launch(String... arguments) {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("audit-ledger").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private ProcessRun run(List<String> command) {
    return ProcessRun.of(
        directory, Map.of("PATH", bin.toString(), "JAVA_HOME", jdk.toString()), command);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(checkout.resolve("mvn.log"));
  }

  /** As if everything in the checkout had lain there for an hour. */
  private void age() throws IOException {
    FileTime then = FileTime.from(Instant.now().minusSeconds(3600));
    try (var files = Files.walk(checkout)) {
      for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private void release(String version) throws IOException {
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Some One\"\nJAVA_RUNTIME_VERSION=\"%s+1\"\nJAVA_VERSION=\"%s\"\n"
            .formatted(version, version));
  }

  private void link(String tool) throws IOException {
    for (String place : List.of("/usr/bin", "/bin")) {
      Path real = Path.of(place, tool);
      if (Files.exists(real)) {
        Files.createSymbolicLink(bin.resolve(tool), real);
        return;
      }
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
