package org.auditledger.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

  static Stream<LintCase> cases() {
    return LintCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refuses_what_it_should_and_nothing_beside_it(LintCase given) {
    assertThat(places(Lint.of(false, given.files())))
        .isEqualTo(given.refused().map(place -> place + " " + given.rule().code()).orElse(""));
  }

  @Test
  void every_rule_has_a_case_and_a_near_miss() {
    Set<Rule> refused = EnumSet.noneOf(Rule.class);
    Set<Rule> missed = EnumSet.noneOf(Rule.class);
    LintCase.all().forEach(c -> (c.refused().isPresent() ? refused : missed).add(c.rule()));
    assertThat(refused).isEqualTo(EnumSet.allOf(Rule.class));
    assertThat(missed).isEqualTo(EnumSet.allOf(Rule.class));
  }

  @Test
  void the_guide_has_the_rules_as_they_are() throws IOException {
    String table =
        Stream.of(Rule.values())
            .map(r -> String.join(" | ", "`" + r.code() + "`", r.what(), r.why(), r.instead()))
            .map(row -> "| " + row + " |\n")
            .collect(Collectors.joining());
    assertThat(Files.readString(Path.of("..", "docs", "migrations.md")))
        .endsWith("| --- | --- | --- | --- |\n" + table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"control", "ledger"})
  void refuses_nothing_of_what_is_released(String set) throws IOException {
    Map<String, String> files = files(Path.of("..", "migrations", set));
    LintReport report = Lint.of(set.equals("control"), files);
    assertThat(report.refusals()).isEmpty();
    assertThat(report.files()).isEqualTo(files.size()).isPositive();
  }

  @Test
  void lets_the_control_set_have_the_history_tables_of_flyway_and_no_other_set()
      throws IOException {
    LintReport report = Lint.of(false, files(Path.of("..", "migrations", "control")));
    assertThat(report.refusals())
        .extracting(Refusal::rule, Refusal::found)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(Rule.TIMESTAMP, "installed_on"));
    assertThat(report.refused()).isEqualTo(2);
  }

  @Test
  void counts_all_and_lists_a_thousand() {
    String text =
        IntStream.range(0, 1500)
            .mapToObj(i -> "update public.x set a = 1;\n")
            .collect(Collectors.joining());
    Map<String, String> files = new TreeMap<>(LintCase.all().findFirst().orElseThrow().files());
    files.put("deploy/V1__a.sql", "-- why: a\n-- locks: a\n-- reversible: lossless\n" + text);
    files.remove("deploy/V1__a.sql.conf");
    LintReport report = Lint.of(false, files);
    assertThat(report.refused()).isEqualTo(1500);
    assertThat(report.refusals()).hasSize(1000).last().extracting(Refusal::line).isEqualTo(1003);
    assertThat(report.isClean()).isFalse();
    assertThatThrownBy(() -> new LintReport(1, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String places(LintReport report) {
    return report.refusals().stream()
        .map(r -> r.path() + ":" + r.line() + " " + r.rule().code())
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(p -> directory.relativize(p).toString(), LintTest::text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
