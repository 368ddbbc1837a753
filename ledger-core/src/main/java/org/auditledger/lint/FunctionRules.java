package org.auditledger.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That every function trusts no {@code search_path}. A set is judged by what it leaves: a function
 * that a later migration replaces by one that does not trust it is none.
 */
final class FunctionRules {

  private final Map<String, Refusal> trusting = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Takes in the next deploy script. */
  void add(ScriptFile file, Script script) {
    for (FunctionDefinition function : script.functions()) {
      Refusal refusal =
          new Refusal(
              file.path(), function.line(), Rule.SEARCH_PATH, "function " + function.signature());
      if (!function.name().contains(".")) {
        refusals.add(new Refusal(file.path(), function.line(), Rule.UNQUALIFIED, function.name()));
      }
      trusting.remove(function.signature());
      if (!function.pinned()) {
        trusting.put(function.signature(), refusal);
      }
    }
    for (Statement statement : script.statements()) {
      boolean resets = statement.has("reset", "search_path") || statement.has("reset", "all");
      boolean sets = statement.has("set", "search_path") && !isPinned(statement);
      if (isAlter(statement) && (resets || sets)) {
        refusals.add(
            new Refusal(
                file.path(), statement.line(), Rule.SEARCH_PATH, "ALTER FUNCTION takes it away"));
      }
    }
  }

  List<Refusal> check() {
    List<Refusal> all = new ArrayList<>(refusals);
    all.addAll(trusting.values());
    return all;
  }

  private static boolean isAlter(Statement statement) {
    return statement.at(0, "alter")
        && statement.atAny(1, Set.of("function", "procedure", "routine"));
  }

  private static boolean isPinned(Statement statement) {
    return FunctionDefinition.isPinned(statement, 0);
  }
}
