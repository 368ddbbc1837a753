package org.auditledger.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.auditledger.cli.demo.Part.Chapter;
import org.auditledger.cli.demo.Part.Command;
import org.auditledger.cli.demo.Part.Prose;
import org.auditledger.cli.demo.Part.Sql;
import org.auditledger.cli.demo.Part.Step;

/** Plays a story, and holds every step of it to what it says. */
public final class Demo {

  /** The program, as its main method runs it. */
  public interface Program {
    /** Runs a command, with all that it says to this stream, and returns how it ended. */
    int run(List<String> arguments, OutputStream output);
  }

  /**
   * Who watches.
   *
   * @param story is told the story, line by line
   * @param bold whether it can show what is bold
   * @param step is told which step begins
   * @param talk is told what else takes a while
   * @param gone whether the demo is to end
   */
  public record Audience(
      Consumer<String> story,
      boolean bold,
      Consumer<String> step,
      Consumer<String> talk,
      BooleanSupplier gone) {}

  private final Story story;
  private final Path directory;
  private final Program program;
  private final Audience audience;
  private final Clock clock;
  private final Narrator narrator;
  private final List<Played> played = new ArrayList<>();

  /**
   * @param directory an empty one, in which all of it takes place
   */
  public Demo(Story story, Path directory, Program program, Audience audience, Clock clock) {
    this.story = story;
    this.directory = directory;
    this.program = program;
    this.audience = audience;
    this.clock = clock;
    this.narrator = new Narrator(audience.story(), audience.bold(), directory);
  }

  /** What to do with a directory that is kept, as commands that work. */
  public static String afterwards(Path directory) {
    return Narrator.expanded(Resource.text("afterwards.txt"), directory);
  }

  /**
   * Plays all of it.
   *
   * @throws NotAsToldException if a step ends otherwise than the story says
   */
  public List<Played> play(Map<String, String> environment) throws SQLException, IOException {
    try (Stage stage = Stage.set(directory, environment, audience.talk())) {
      return play(stage);
    }
  }

  /** The attacker has one session for the whole of it, and what he made for himself stays in it. */
  List<Played> play(Stage stage) throws SQLException {
    int begun = 0;
    try (Connection attacker = stage.superuser()) {
      for (Part part : story.parts()) {
        if (audience.gone().getAsBoolean()) {
          throw new CancellationException("nobody watches any more");
        }
        if (part instanceof Chapter chapter) {
          narrator.chapter(chapter.title());
        } else if (part instanceof Prose prose) {
          narrator.prose(prose.lines());
        } else if (part instanceof Step step) {
          begun++;
          audience.step().accept(begun + " of " + story.steps().size() + ": " + step.name());
          play(step, stage, attacker);
        }
      }
    }
    return List.copyOf(played);
  }

  private void play(Step step, Stage stage, Connection attacker) throws SQLException {
    if (step instanceof Command command) {
      play(command, stage);
    } else if (step instanceof Sql sql) {
      play(sql, attacker);
    }
  }

  private void play(Command command, Stage stage) throws SQLException {
    narrator.command(command.words());
    List<String> words = command.words().stream().map(this::expanded).toList();
    LineStream output = new LineStream(command.shown().to(narrator::output));
    Instant begun = clock.instant();
    int exit;
    int before;
    Duration took;
    Writers writers = Writers.start(command.writers(), stage);
    try {
      before = writers.count();
      exit = program.run(words, output);
      took = Duration.between(begun, clock.instant());
      writers.awaitEnough();
    } finally {
      writers.close();
    }
    List<String> lines = output.lines();
    if (exit != command.exit() || !missing(command, lines).isEmpty()) {
      narrator.result("This is not as told; in full it is:");
      lines.forEach(narrator::output);
    }
    String meanwhile = command.writers() == 0 ? "" : account(command, writers, before);
    narrator.result("exit " + exit + seconds(took) + meanwhile);
    require(command, "exit " + command.exit(), "exit " + exit, exit == command.exit());
    requireSaid(command, lines);
    played.add(
        new Played(
            command.name(),
            "audit-ledger " + String.join(" ", words),
            exit,
            command.exit(),
            took.toMillis()));
  }

  /** As a shell does it; of what is in a directory the first file, as here there is but one. */
  private String expanded(String word) {
    String path = word.replace("$demo", directory.toString());
    if (!path.endsWith("/*")) {
      return path;
    }
    try (Stream<Path> files = Files.list(Path.of(path.substring(0, path.length() - 2)))) {
      return files.map(Path::toString).sorted().findFirst().orElse(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the writers did, of which nothing may be refused or lost. */
  private static String account(Command command, Writers writers, int before) throws SQLException {
    int accepted = writers.count();
    int present = writers.present();
    String trouble = writers.trouble().orElse("none was");
    require(command, "no writer is refused", trouble, writers.trouble().isEmpty());
    require(
        command,
        "entries are accepted meanwhile",
        (accepted - before) + " were",
        accepted > before);
    require(
        command,
        "every entry that was accepted is there",
        present + " of " + accepted + " are",
        present == accepted);
    return String.format(
        Locale.ROOT,
        "; meanwhile %d writers appended %,d entries, none waited longer than %d ms, and all %,d"
            + " are there",
        command.writers(),
        accepted,
        writers.longestMillis(),
        present);
  }

  private void play(Sql sql, Connection attacker) throws SQLException {
    List<String> text = Resource.text(sql.file()).lines().toList();
    narrator.sql(sql.shown().of(text));
    Instant begun = clock.instant();
    Optional<String> refusal = Optional.empty();
    List<String> lines = List.of();
    try (Statement statement = attacker.createStatement()) {
      lines = List.of(changed(statement, String.join("\n", text)));
    } catch (SQLException e) {
      lines = String.valueOf(e.getMessage()).lines().limit(1).toList();
      refusal = lines.stream().findFirst();
    }
    lines.forEach(narrator::output);
    narrator.gap();
    require(
        sql,
        sql.refused() ? "the server refuses it" : "it is done",
        refusal.map(words -> "the server says " + words).orElse("it was done"),
        sql.refused() == refusal.isPresent());
    requireSaid(sql, lines);
    Duration took = Duration.between(begun, clock.instant());
    played.add(new Played(sql.name(), String.join("\n", text), null, null, took.toMillis()));
  }

  /** Runs all of it, and says how many rows that concerned. */
  private static String changed(Statement statement, String sql) throws SQLException {
    long rows = 0;
    boolean isResult = statement.execute(sql);
    while (isResult || statement.getUpdateCount() >= 0) {
      rows += isResult ? 0 : statement.getUpdateCount();
      isResult = statement.getMoreResults();
    }
    return rows == 0 ? "done" : rows == 1 ? "1 row" : rows + " rows";
  }

  private static void requireSaid(Step step, List<String> lines) {
    List<String> missing = missing(step, lines);
    require(
        step,
        "it says \"" + String.join("\", \"", missing) + "\"",
        "it does not",
        missing.isEmpty());
  }

  private static List<String> missing(Step step, List<String> lines) {
    // Where a line is broken is no part of what it says.
    String output = inOneLine(String.join(" ", lines));
    return step.says().stream().filter(said -> !output.contains(inOneLine(said))).toList();
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static void require(Step step, String told, String happened, boolean asTold) {
    if (!asTold) {
      throw new NotAsToldException(step.name(), told, happened);
    }
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, ", %.1f s", took.toMillis() / 1000.0);
  }
}
