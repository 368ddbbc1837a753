package org.auditledger.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a migration set and names what it refuses, all at once. */
public final class Lint {

  private static final Comparator<Refusal> BY_PLACE =
      Comparator.comparing(Refusal::path)
          .thenComparing(Refusal::line)
          .thenComparing(Refusal::rule)
          .thenComparing(Refusal::found);

  private Lint() {}

  /**
   * Judges a set.
   *
   * @param control whether it is the control set, whose history tables are as Flyway wants them
   * @param files the texts of its files, by their paths within it, with {@code /} between parts
   */
  public static LintReport of(boolean control, Map<String, String> files) {
    List<Refusal> refusals = new ArrayList<>();
    List<ScriptFile> known = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (path, text) -> {
              Optional<ScriptFile> file = ScriptFile.parse(path);
              file.ifPresentOrElse(
                  known::add, () -> refusals.add(new Refusal(path, 1, Rule.SET_NAME, "its name")));
            });
    known.sort(Comparator.naturalOrder());
    refusals.addAll(SetRules.check(known, files));
    FunctionRules functions = new FunctionRules();
    for (ScriptFile file : known) {
      String text = files.getOrDefault(file.path(), "");
      refusals.addAll(HeaderRules.check(file, text));
      Script script = Script.read(text);
      refusals.addAll(new ScriptRules(file, script).check());
      if (file.role() == ScriptFile.Role.DEPLOY || file.role() == ScriptFile.Role.REVERT) {
        refusals.addAll(new ChangeRules(file, script, control).check());
      }
      if (file.role() == ScriptFile.Role.DEPLOY) {
        functions.add(file, script);
      }
    }
    refusals.addAll(functions.check());
    List<Refusal> sorted = refusals.stream().distinct().sorted(BY_PLACE).toList();
    return new LintReport(
        files.size(),
        sorted.subList(0, Math.min(sorted.size(), LintReport.MAX_REFUSALS)),
        sorted.size());
  }
}
