package org.auditledger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A story, as a text: chapters ({@code # title}), paragraphs, and steps, with an empty line between
 * them. A step begins with {@code step: name}; then comes {@code $ audit-ledger ...} or {@code sql:
 * file}, and what has to come of it:
 *
 * <ul>
 *   <li>{@code exit: N}, if it is not 0; {@code refused: yes}, if the server has to refuse it;
 *   <li>{@code says: text}, as often as needed: what the output has to contain;
 *   <li>{@code show: pattern}, as often as needed: the lines that are shown, if it is not all;
 *   <li>{@code writers: N}, how many write meanwhile.
 * </ul>
 */
public record Story(List<Part> parts) {

  private static final String PROGRAM = "$ audit-ledger ";

  public Story {
    parts = List.copyOf(parts);
  }

  /** The one that the program tells. */
  public static Story told() {
    return parse(Resource.text("story.txt"));
  }

  /** Reads one. */
  public static Story parse(String text) {
    List<Part> parts = new ArrayList<>();
    for (String block : text.strip().split("\\n\\s*\\n", -1)) {
      parts.add(part(block.lines().toList()));
    }
    return new Story(parts);
  }

  /** What is done in it. */
  List<Part.Step> steps() {
    return parts.stream()
        .filter(part -> part instanceof Part.Step)
        .map(part -> (Part.Step) part)
        .toList();
  }

  private static Part part(List<String> block) {
    String first = block.get(0);
    if (first.startsWith("# ")) {
      return new Part.Chapter(first.substring(2));
    }
    return first.startsWith("step: ") ? step(new Lines(block)) : new Part.Prose(block);
  }

  private static Part.Step step(Lines lines) {
    String name = lines.one("step: ").orElseThrow();
    Shown shown = new Shown(lines.all("show: ").stream().map(Pattern::compile).toList());
    List<String> says = lines.all("says: ");
    Optional<String> command = lines.one(PROGRAM);
    if (command.isPresent()) {
      return new Part.Command(
          name,
          List.of(command.get().split(" ", -1)),
          lines.one("exit: ").map(Integer::parseInt).orElse(0),
          says,
          shown,
          lines.one("writers: ").map(Integer::parseInt).orElse(0));
    }
    String file =
        lines.one("sql: ").orElseThrow(() -> new IllegalArgumentException(name + " does nothing"));
    return new Part.Sql(name, file, lines.one("refused: ").isPresent(), says, shown);
  }

  private record Lines(List<String> lines) {

    Lines {
      for (String line : lines) {
        if (!line.matches("(step|sql|exit|refused|says|show|writers): .+|\\$ audit-ledger .+")) {
          throw new IllegalArgumentException("no line of a step: " + line);
        }
      }
    }

    List<String> all(String key) {
      return lines.stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()))
          .toList();
    }

    Optional<String> one(String key) {
      return all(key).stream().findFirst();
    }
  }
}
