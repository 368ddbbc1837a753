package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MigrateLintCommandTest {

  @TempDir private Path directory;

  @Test
  void refuses_nothing_of_what_this_program_brings_along() {
    CommandLineRun run = CommandLineRun.of("migrate", "lint");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).isEqualTo("30 files read, 0 refused\n");
  }

  @Test
  void names_every_place_at_once_and_ends_with_22() throws IOException {
    assertThat(create("drop_it").exit()).isZero();
    Files.writeString(
        directory.resolve("deploy/V1__drop_it.sql"),
        "-- why: a\n-- locks: a\n-- reversible: lossless\ndrop table public.tenants cascade;\n");
    CommandLineRun run = CommandLineRun.of("migrate", "lint", directory.toString(), "--json");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.code());
    JsonNode json = JsonSchema.check(run.stdout());
    assertThat(json.get("refusals").findValuesAsString("rule"))
        .startsWith("data-drop", "cascade")
        .contains("unfinished");
    assertThat(json.get("refusals").get(0).get("path").asString())
        .isEqualTo(directory + "/deploy/V1__drop_it.sql");
    assertThat(json.get("refusals").get(0).get("line").asInt()).isEqualTo(4);
  }

  @Test
  void says_what_is_no_set_and_what_is_no_text() throws IOException {
    usage("is no migration set", directory.toString());
    usage("is no directory", directory.resolve("none").toString());
    assertThat(create("a").exit()).isZero();
    Files.write(directory.resolve("deploy/V1__a.sql"), new byte[] {(byte) 0xff});
    usage("is not UTF-8", directory.toString());
    Files.write(directory.resolve("deploy/V1__a.sql"), new byte[(1 << 20) + 1]);
    usage("at most 1 MiB", directory.toString());
  }

  @Test
  void refuses_of_a_new_migration_only_what_is_to_be_filled_in() {
    assertThat(create("first").stdout()).contains("wrote " + directory, "V1__first.sql", "lint");
    assertThat(create("second").exit()).isZero();
    assertThat(directory.resolve("verify/V2__second.sql")).exists();
    JsonNode json =
        JsonSchema.check(
            CommandLineRun.of("migrate", "lint", directory.toString(), "--json").stdout());
    assertThat(json.get("refused").asInt()).isEqualTo(16);
    assertThat(json.get("refusals").findValuesAsString("rule")).containsOnly("unfinished");
  }

  @Test
  void makes_nothing_when_it_cannot_make_all() throws IOException {
    Files.writeString(directory.resolve("deploy"), "in the way");
    CommandLineRun run = create("a");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("no migration was made");
    assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("deploy"));
  }

  @Test
  void makes_nothing_for_a_bad_name_or_after_two_of_one_number() throws IOException {
    assertThat(create("../x").stderr()).contains("is no name of a migration");
    assertThat(directory).isEmptyDirectory();
    assertThat(create("a").exit()).isZero();
    Files.writeString(directory.resolve("deploy/V1__b.sql"), "");
    CommandLineRun run = create("c");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("deploy/V1__a.sql", "deploy/V1__b.sql");
  }

  private void usage(String what, String target) {
    CommandLineRun run = CommandLineRun.of("migrate", "lint", target);
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains(what);
    assertThat(run.stdout()).isEmpty();
  }

  private CommandLineRun create(String name) {
    return CommandLineRun.of("migrate", "create", name, "--directory", directory.toString());
  }
}
