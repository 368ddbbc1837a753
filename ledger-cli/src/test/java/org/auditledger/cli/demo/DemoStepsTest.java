package org.auditledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.auditledger.cli.demo.Demo.Audience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo notices what does not go as told, whatever the program says. */
class DemoStepsTest {

  @TempDir private static Path directory;

  private static Stage stage;

  private final List<String> told = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();
  private boolean gone;

  @BeforeAll
  static void setStage() throws SQLException, IOException {
    stage = Stage.set(directory, System.getenv(), line -> {});
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  /** A program that ends with the number that it is given, and says the rest. */
  private Demo demo(String story) {
    return new Demo(
        Story.parse(story),
        directory,
        (arguments, output) -> {
          ran.addAll(arguments);
          PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
          arguments.subList(1, arguments.size()).forEach(out::println);
          return Integer.parseInt(arguments.get(0));
        },
        new Audience(told::add, false, line -> {}, line -> {}, () -> gone),
        Clock.systemUTC());
  }

  @Test
  void a_step_as_told_is_played_and_taken_down() throws SQLException {
    List<Played> played =
        demo("step: one\n$ audit-ledger 12 all of it $demo/x\nexit: 12\nsays: of it").play(stage);
    assertThat(played).hasSize(1);
    assertThat(played.get(0).exit()).isEqualTo(12);
    assertThat(played.get(0).expected()).isEqualTo(12);
    assertThat(played.get(0).command()).isEqualTo("audit-ledger 12 all of it " + directory + "/x");
    assertThat(told).startsWith("$ audit-ledger 12 all of it $demo/x", "  all", "  of", "  it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $ audit-ledger 0 intact;exit: 12          | told: exit 12; happened: exit 0
          $ audit-ledger 10 found;exit: 12          | told: exit 12; happened: exit 10
          $ audit-ledger 1 bug                      | told: exit 0; happened: exit 1
          $ audit-ledger 0 pass;says: ROLLED_BACK   | told: it says "ROLLED_BACK"; happened: it does not
          sql: ask.sql                              | told: it is done; happened: the server says ERROR:
          sql: arm.sql;refused: yes                 | told: the server refuses it; happened: it was done
          sql: ask.sql;refused: yes;says: dinosaurs | told: it says "dinosaurs"; happened: it does not
          """)
  void a_step_that_ends_otherwise_ends_the_demo(String step, String why) {
    Demo demo =
        demo("step: odd\n" + step.replace(';', '\n') + "\n\nstep: x\n$ audit-ledger 0 next");
    assertThatThrownBy(() -> demo.play(stage))
        .isInstanceOfSatisfying(
            NotAsToldException.class,
            e -> {
              assertThat(e.explanation().what()).contains("\"odd\"");
              assertThat(e.explanation().why()).startsWith(why);
            });
    assertThat(ran).doesNotContain("next");
  }

  @Test
  void what_went_wrong_is_shown_in_full() {
    Demo demo = demo("step: odd\n$ audit-ledger 0 hidden seen hidden\nshow: seen\nsays: other");
    assertThatThrownBy(() -> demo.play(stage)).isInstanceOf(NotAsToldException.class);
    assertThat(told).containsSubsequence("  [...]", "  seen", "  hidden");
  }

  @Test
  void what_is_left_out_is_said_to_be() throws SQLException {
    demo("step: one\n$ audit-ledger 0 a b shown c\nshow: shown").play(stage);
    assertThat(told).containsSequence("  [...]", "  shown", "  [...]").doesNotContain("  a", "  c");
  }

  @Test
  void who_leaves_ends_it_before_the_next_step() {
    gone = true;
    Demo demo = demo("step: one\n$ audit-ledger 0 next");
    assertThatThrownBy(() -> demo.play(stage)).isInstanceOf(CancellationException.class);
    assertThat(ran).isEmpty();
  }

  @Test
  void an_accepted_entry_that_is_gone_is_noticed() throws SQLException {
    Writers writers = Writers.start(2, stage);
    writers.close();
    assertThat(writers.trouble()).isEmpty();
    assertThat(writers.count()).isGreaterThanOrEqualTo(10);
    assertThat(writers.present()).isEqualTo(writers.count());
    try (Connection connection = stage.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table ledger_entries disable trigger user");
      statement.execute(
          "delete from ledger_entries"
              + " where sequence_number = (select max(sequence_number) from ledger_entries)");
      statement.execute("alter table ledger_entries enable trigger user");
    }
    assertThat(writers.present()).isEqualTo(writers.count() - 1);
  }

  @Test
  void a_writer_that_is_refused_is_noticed() throws SQLException {
    try (Connection connection = stage.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table ledger_entries add constraint closed check (false) not valid");
      Demo demo = demo("step: odd\n$ audit-ledger 0\nwriters: 1");
      assertThatThrownBy(() -> demo.play(stage))
          .isInstanceOf(NotAsToldException.class)
          .hasMessageContaining("no writer is refused, but ERROR: ");
      statement.execute("alter table ledger_entries drop constraint closed");
    }
  }

  @Test
  void an_unclear_story_is_refused() {
    for (String step :
        List.of(
            "step: a\n$ audit-ledger version\nexti: 1",
            "step: a\nsays: nothing is done",
            "step: a\nexit: 0")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Story.parse(step));
    }
  }

  @Test
  void every_promise_of_the_story_can_fail() {
    assertThat(Story.told().steps())
        .hasSizeGreaterThan(20)
        .filteredOn(step -> step instanceof Part.Command)
        .allSatisfy(step -> assertThat(step.says()).as(step.name()).isNotEmpty());
  }

  @Test
  void the_old_rows_are_those_that_the_ancestor_wrote() throws IOException {
    Path golden =
        Path.of("../ledger-core/src/test/resources/legacy-ledger/v0.1-ledger_entries.csv");
    assertThat(Resource.text("v0.1-ledger_entries.csv")).isEqualTo(Files.readString(golden));
  }

  @Test
  void a_path_is_quoted_where_a_shell_would_split_it() {
    assertThat(Narrator.quoted(Path.of("/tmp/a-b.c_1"))).isEqualTo("/tmp/a-b.c_1");
    assertThat(Narrator.quoted(Path.of("/tmp/it's me"))).isEqualTo("'/tmp/it'\\''s me'");
  }
}
