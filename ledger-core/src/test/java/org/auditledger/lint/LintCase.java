package org.auditledger.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of {@code cases.sql}, and what is said of it: one refusal, or nothing.
 *
 * @param refused the place that is refused; empty for a near miss
 */
record LintCase(String title, Rule rule, Optional<String> refused, Map<String, String> files) {

  private static final String HEADER = "-- why: a.\n-- locks: none\n-- reversible: lossless\n";
  private static final String MARK = "-- !";

  /** What every case has where it says nothing else. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "deploy/V1__a.sql",
          HEADER + "create table public.a (b text);\n",
          "revert/V1__a.sql",
          "-- why: a.\n-- locks: none\ndrop view public.a_view;\n",
          "verify/V1__a.sql",
          "do $v$ begin if false then raise exception 'no'; end if; end $v$;\n");

  static Stream<LintCase> all() {
    return Stream.of(text().split("(?m)^#### ", -1)).skip(1).map(LintCase::parse);
  }

  private static LintCase parse(String text) {
    List<String> lines = text.lines().toList();
    String[] head = lines.get(0).split(": ", 2);
    String[] words = head[0].split(" ", -1);
    Map<String, String> files = new TreeMap<>(WHOLE);
    Map<String, List<String>> given = new TreeMap<>();
    List<String> current = new ArrayList<>();
    given.put("deploy/V1__a.sql", current);
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("## ")) {
        current = new ArrayList<>();
        given.put(line.substring(3), current);
      } else {
        current.add(line);
      }
    }
    given.forEach((path, content) -> put(files, path, String.join("\n", content).strip()));
    Rule rule = Rule.valueOf(words[1].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    boolean passes = words[0].equals("passes");
    String place = words.length > 2 ? words[2] + ":1" : marked(files);
    return new LintCase(head[1], rule, passes ? Optional.empty() : Optional.of(place), files);
  }

  /** Text of its own, with a header where it has none; "gone" for no file. */
  private static void put(Map<String, String> files, String path, String content) {
    if (content.equals("gone")) {
      files.remove(path);
    } else if (!content.isEmpty()) {
      boolean whole = content.startsWith("--") || !path.matches("(deploy|revert)/.*");
      files.put(path, (whole ? "" : HEADER) + content + "\n");
    }
  }

  private static String marked(Map<String, String> files) {
    List<String> places = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          List<String> lines = text.lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(MARK)) {
              places.add(path + ":" + (i + 1));
            }
          }
        });
    return places.stream().collect(Collectors.joining(" "));
  }

  private static String text() {
    try (InputStream in = LintCase.class.getResourceAsStream("cases.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return rule.code() + ": " + title;
  }
}
