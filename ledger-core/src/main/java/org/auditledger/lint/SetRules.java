package org.auditledger.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether files are a set: each number once, each migration with all that it needs. */
final class SetRules {

  private SetRules() {}

  static List<Refusal> check(List<ScriptFile> known, Map<String, String> files) {
    List<Refusal> refusals = new ArrayList<>();
    Map<List<Integer>, ScriptFile> first = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (ScriptFile file : known) {
      ScriptFile other = first.putIfAbsent(file.version(), file);
      String deploy = file.in(ScriptFile.Role.DEPLOY);
      if (other != null && !names.contains(deploy)) {
        refusals.add(new Refusal(file.path(), 1, Rule.SET_NUMBER, "the number of " + other.path()));
      }
      if (names.add(deploy)) {
        refusals.addAll(missing(file, files));
      }
    }
    return refusals;
  }

  private static List<Refusal> missing(ScriptFile file, Map<String, String> files) {
    List<Refusal> refusals = new ArrayList<>();
    for (ScriptFile.Role role : ScriptFile.Role.values()) {
      String path = file.in(role);
      if (role != ScriptFile.Role.PREPARE && !files.containsKey(path)) {
        refusals.add(new Refusal(file.path(), 1, Rule.SET_INCOMPLETE, path + " is missing"));
      }
    }
    return refusals;
  }
}
