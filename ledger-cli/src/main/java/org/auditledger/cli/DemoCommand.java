package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.auditledger.cli.demo.Demo;
import org.auditledger.cli.demo.DemoDirectory;
import org.auditledger.cli.demo.NotAsToldException;
import org.auditledger.cli.demo.Played;
import org.auditledger.cli.demo.Story;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the program is for, by doing it. */
@Command(
    name = "demo",
    description = {
      "See it all happen, on a PostgreSQL of our own in a temporary directory: an old ledger, a"
          + " backup, an upgrade while others write, attacks and what gives each away, retention,"
          + " and a restore.",
      "Every command that is shown is run, and held to what is said of it: the demo ends with 0"
          + " only if all went as told. No other ledger is touched, whatever LEDGER_DSN says."
    },
    footer = {"", "Examples:", "  audit-ledger demo", "  audit-ledger demo --keep ledger-demo"})
final class DemoCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Supplier<Story> story;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--keep",
      paramLabel = "DIRECTORY",
      description =
          "Play it in DIRECTORY, which is new or empty, and leave all of it there,"
              + " with the commands that work on it.")
  private @Nullable Path keep;

  @Mixin private final OutputOptions options = new OutputOptions();

  DemoCommand(Surroundings surroundings, Supplier<Story> story) {
    this.surroundings = surroundings;
    this.story = story;
  }

  @Override
  public Integer call() throws SQLException {
    Instant begun = surroundings.clock().instant();
    List<Played> steps;
    String kept = null;
    try (DemoDirectory directory = directory()) {
      steps =
          new Demo(story.get(), directory.path(), this::run, audience(), surroundings.clock())
              .play(environment());
      if (directory.stays()) {
        kept = directory.path().toString();
      }
    } catch (NotAsToldException e) {
      throw new CommandFailed(Failures.of(ExitCode.BUG, e.explanation()), e);
    } catch (IOException e) {
      throw noRoom(e);
    }
    Duration took = Duration.between(begun, surroundings.clock().instant());
    options.print(DemoAnswer.of(kept, steps, took));
    return ExitCode.DONE.code();
  }

  private DemoDirectory directory() throws IOException {
    if (keep == null) {
      return DemoDirectory.temporary();
    }
    if (!DemoDirectory.isFree(keep)) {
      throw new CommandFailed(
          new Failure(
              ExitCode.REFUSED,
              keep + " is not an empty directory",
              "the demo makes a ledger, keys and backups, and overwrites nothing",
              "name a directory that is new or empty"));
    }
    return DemoDirectory.kept(keep);
  }

  private static CommandFailed noRoom(IOException e) {
    return new CommandFailed(
        new Failure(
            ExitCode.REFUSED,
            "the demo cannot use its directory",
            e.getClass().getSimpleName() + ": " + e.getMessage(),
            "name a directory that you may write to: --keep DIRECTORY"),
        e);
  }

  /** The story is the answer in text; who wants JSON is told the steps while they wait. */
  private Demo.Audience audience() {
    boolean told = !options.json() && !options.isQuiet();
    Consumer<String> nothing = line -> {};
    return new Demo.Audience(
        told ? this::tell : nothing,
        told && command.commandLine().getColorScheme().ansi().enabled(),
        told ? nothing : options::say,
        options::say,
        surroundings.interruption()::requested);
  }

  private void tell(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }

  /** This program again, in this process; what others have set for their ledgers is not for it. */
  private int run(List<String> arguments, OutputStream output) {
    return new Program(
            InputStream.nullInputStream(),
            output,
            output,
            environment(),
            Terminal.none(),
            surroundings.clock(),
            surroundings.interruption())
        .run(arguments.toArray(String[]::new));
  }

  /** Where this user's files are, and nothing else. */
  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (String name : List.of("HOME", "XDG_CACHE_HOME")) {
      surroundings.variable(name).ifPresent(value -> environment.put(name, value));
    }
    return environment;
  }
}
