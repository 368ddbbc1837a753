package org.auditledger.migrate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.auditledger.entry.Digest;
import org.auditledger.testing.GeneratedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationSetTest {

  private static final Path SETS = Path.of("..", "migrations");
  private static final String DEPLOY =
      "-- why: a.\n-- locks: none\n-- reversible: lossless\n\nselect 1;\n";

  @ParameterizedTest
  @ValueSource(strings = {"control", "ledger"})
  void the_sums_are_those_of_the_files(String set) throws IOException {
    StringBuilder expected = new StringBuilder();
    SetSum.of(files(set))
        .forEach((path, sum) -> expected.append(sum + "  " + set + "/" + path + "\n"));
    assertThat(Files.readString(SETS.resolve("migrations.sum")))
        .as("migrations.sum is stale: a released file changed, or a new one is not in it")
        .contains(expected);
  }

  @Test
  void schema_sql_is_what_the_ledger_set_exports() throws IOException {
    assertThat(Files.readString(Path.of("..", "schema.sql")))
        .as("schema.sql is stale: ./audit-ledger migrate export-schema > schema.sql")
        .isEqualTo(MigrationSet.ledger().exportSchema());
  }

  @Test
  void the_index_lists_what_is_released() throws IOException {
    GeneratedFile.is(SETS.resolve("README.md"), MigrationSet.index());
    assertThat(MigrationSet.index())
        .contains("### ledger 2.1: schema version index", "`0002_transcript_columns`")
        .contains("[prepare](ledger/prepare/V3_1__verifier_status_index.sql), [deploy](");
  }

  @Test
  void a_set_has_its_migrations_in_order_and_says_what_they_cost() {
    MigrationSet ledger = MigrationSet.ledger();
    assertThat(ledger.migrations())
        .extracting(migration -> migration.version() + " " + migration.description())
        .containsExactly(
            "1 baseline",
            "2 telemetry buffer",
            "2.1 schema version index",
            "3 transcript columns",
            "3.1 verifier status index",
            "3.2 signing key index",
            "3.3 transcript checks",
            "4 guards");
    assertThat(ledger.head()).hasToString("4");
    Migration index = ledger.find(Version.parse("V2_1").orElseThrow()).orElseThrow();
    assertThat(index.prepare()).isPresent();
    assertThat(index.locks()).startsWith("SHARE on public.ledger_entries, only when");
    assertThat(index.why()).contains("schema_version").doesNotContain("--").doesNotContain("\n");
    assertThat(index.reversible()).isEqualTo(Reversible.LOSSLESS);
    assertThat(MigrationSet.control().find(Version.parse("1").orElseThrow())).isPresent();
  }

  @Test
  void any_byte_of_any_released_file_that_changes_is_refused_and_named() throws IOException {
    byte[] sums = Files.readAllBytes(SETS.resolve("migrations.sum"));
    for (String set : new String[] {"control", "ledger"}) {
      SortedMap<String, Digest> released = ReleasedFiles.sums(sums, set);
      SortedMap<String, byte[]> files = files(set);
      ReleasedFiles.check(set, released, files);
      files.forEach(
          (path, content) -> {
            content[content.length / 2] ^= 1;
            assertThatThrownBy(() -> ReleasedFiles.check(set, released, files))
                .isInstanceOf(MigrationSetException.class)
                .hasMessageStartingWith(set + "/" + path + " is not the file that was released");
            content[content.length / 2] ^= 1;
          });
    }
  }

  @Test
  void sums_tell_paths_from_contents() {
    assertThat(SetSum.of(Map.of("ab", "c".getBytes(UTF_8))).get("ab"))
        .isNotEqualTo(SetSum.of(Map.of("a", "bc".getBytes(UTF_8))).get("a"));
  }

  @Test
  void what_is_no_set_is_refused() {
    refused(Map.of("deploy/1__x.sql", DEPLOY), "is not named like deploy/V1__name.sql");
    refused(Map.of("deploy/V1__x.sql", DEPLOY), "t 1 has no revert script");
    refused(complete("deploy/V1__x.sql", "revert/V1__y.sql", "verify/V1__x.sql"), "has two names");
    refused(
        complete("deploy/V1__x.sql", "deploy/V1__y.sql", "revert/V1__x.sql", "verify/V1__x.sql"),
        "t/deploy/V1__x.sql and deploy/V1__y.sql have one version");
    refused(deploying(DEPLOY.replace("locks", "lock")), "has no header with why and locks");
    refused(deploying(DEPLOY.replace("less", "")), "does not say whether it is reversible");
    refused(Map.of(), "has no migrations");
  }

  @Test
  void what_is_no_utf_8_is_refused() {
    byte[] sql = DEPLOY.replace(" a.", " \u00e4.").getBytes(ISO_8859_1);
    assertThatThrownBy(() -> MigrationSet.read("t", Map.of("deploy/V1__x.sql", sql)))
        .isInstanceOf(MigrationSetException.class)
        .hasMessage("t/deploy/V1__x.sql is not UTF-8");
  }

  @Test
  void the_hash_of_a_script_is_that_of_the_bytes_of_its_file() throws IOException {
    for (String set : new String[] {"control", "ledger"}) {
      MigrationSet released =
          set.equals("control") ? MigrationSet.control() : MigrationSet.ledger();
      SortedMap<String, byte[]> files = files(set);
      assertThat(released.sum()).isEqualTo(SetSum.total(files));
      assertThat(released.migrations())
          .allSatisfy(
              one ->
                  assertThat(one.deploy().sha256())
                      .isEqualTo(Digest.sha256(files.get(one.deploy().path()))));
    }
  }

  private static Map<String, String> deploying(String sql) {
    Map<String, String> files =
        complete("deploy/V1__x.sql", "revert/V1__x.sql", "verify/V1__x.sql");
    files.put("deploy/V1__x.sql", sql);
    return files;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "V", "0", "1.", ".1", "1..2", "01", "1a", "-1", "9999999999"})
  void what_is_no_version_is_none(String text) {
    assertThat(Version.parse(text)).isEmpty();
  }

  @Test
  void versions_are_ordered_by_number() {
    assertThat(
            Stream.of("10", "2", "2_1", "2.0", "V3_2_1", "3.2")
                .map(MigrationSetTest::version)
                .sorted())
        .extracting(Version::toString)
        .containsExactly("2", "2.0", "2.1", "3.2", "3.2.1", "10");
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  private static Map<String, String> complete(String... paths) {
    SortedMap<String, String> files = new TreeMap<>();
    for (String path : paths) {
      files.put(path, DEPLOY);
    }
    return files;
  }

  private static void refused(Map<String, String> files, String why) {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    assertThatThrownBy(() -> MigrationSet.read("t", bytes))
        .isInstanceOf(MigrationSetException.class)
        .hasMessageContaining(why);
  }

  private static SortedMap<String, byte[]> files(String set) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Path directory = SETS.resolve(set);
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .filter(path -> path.toString().endsWith(".sql") || path.toString().endsWith(".conf"))
          .forEach(path -> files.put(relative(directory, path), bytes(path)));
    }
    return files;
  }

  private static String relative(Path directory, Path path) {
    return directory.relativize(path).toString().replace('\\', '/');
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
