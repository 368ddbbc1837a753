package org.auditledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.lint.Lint;
import org.auditledger.lint.LintReport;
import org.auditledger.lint.Refusal;
import org.auditledger.migrate.Migration;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.Script;
import org.auditledger.migrate.SetDirectory;
import org.auditledger.migrate.SetDirectoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lint",
    description = {
      "Name what a migration set may not do to a ledger: file, line, rule, why, what instead.",
      "Nothing is run. Ends with 22 when something is refused."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate lint",
      "  audit-ledger migrate lint migrations/ledger --json"
    })
final class MigrateLintCommand implements Runnable {

  /** The kinds of set; lower case, because that is how they are typed. */
  enum SetName {
    control,
    ledger
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "The set's directory (default: the sets that this program brings along).")
  private @Nullable Path directory;

  @Option(
      names = "--set",
      paramLabel = "control|ledger",
      description = "By whose rules (default: the directory's name, else ledger).")
  private @Nullable SetName set;

  @Mixin private OutputOptions options = new OutputOptions();

  @Override
  public void run() {
    List<LintReport> reports = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    if (directory == null) {
      for (MigrationSet released : List.of(MigrationSet.control(), MigrationSet.ledger())) {
        add(reports, places, released.name() + "/", isControl(released.name()), texts(released));
      }
    } else {
      String name = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
      add(reports, places, directory + "/", isControl(name), read(directory));
    }
    int refused = reports.stream().mapToInt(LintReport::refused).sum();
    int files = reports.stream().mapToInt(LintReport::files).sum();
    options.print(new Linted("audit-ledger/migrate-lint/1", files, refused, places));
    if (refused > 0) {
      throw new CommandFailed(
          new Failure(
              ExitCode.REFUSED,
              refused + (refused == 1 ? " place is refused" : " places are refused"),
              "a migration must not change, lose or block what the ledger holds",
              "see above for what to write instead"));
    }
  }

  private boolean isControl(String name) {
    return Optional.ofNullable(set).map(SetName::name).orElse(name).equals("control");
  }

  private static void add(
      List<LintReport> reports,
      List<Place> places,
      String prefix,
      boolean control,
      SortedMap<String, String> texts) {
    LintReport report = Lint.of(control, texts);
    reports.add(report);
    report.refusals().forEach(refusal -> places.add(place(prefix, refusal)));
  }

  private static SortedMap<String, String> read(Path directory) {
    try {
      return new SetDirectory(directory).read();
    } catch (SetDirectoryException e) {
      throw new CommandFailed(Failures.of(ExitCode.USAGE, e.explanation()), e);
    }
  }

  private static SortedMap<String, String> texts(MigrationSet released) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Migration migration : released.migrations()) {
      List<Script> scripts =
          new ArrayList<>(List.of(migration.deploy(), migration.revert(), migration.verify()));
      migration.prepare().ifPresent(scripts::add);
      scripts.forEach(script -> texts.put(script.path(), script.sql()));
    }
    return texts;
  }

  private static Place place(String prefix, Refusal refusal) {
    return new Place(
        prefix + refusal.path(),
        refusal.line(),
        refusal.rule().code(),
        Failure.oneLine(refusal.found()),
        refusal.rule().why(),
        refusal.rule().instead());
  }

  private record Place(
      String path, int line, String rule, String found, String why, String instead) {

    private String text() {
      return path
          + ":"
          + line
          + ": "
          + rule
          + ": "
          + found
          + "\n  why: "
          + why
          + "\n  instead: "
          + instead
          + "\n";
    }
  }

  private record Linted(String format, int files, int refused, List<Place> refusals)
      implements Answer {

    Linted {
      refusals = List.copyOf(refusals);
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      refusals.forEach(place -> text.append(place.text()));
      return text.append(files)
          .append(" files read, ")
          .append(refused)
          .append(" refused\n")
          .toString();
    }
  }
}
