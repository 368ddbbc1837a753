package org.auditledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, for people and for programs: of each bar what was measured last. */
final class Report {

  private static final String TITLE = "# What was measured\n";
  private static final String BETWEEN_SECTIONS = "(?m)^(?=" + Section.HEADING + ")";

  private final List<Section> sections = new ArrayList<>();

  void add(Section section) {
    sections.add(section);
  }

  /** What was measured now. */
  String text() {
    return sections.stream().map(Section::text).collect(Collectors.joining("\n"));
  }

  /** Writes what was measured now into what is there of the other bars. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    writeText(directory.resolve("results.md"));
    writeFigures(directory.resolve("results.json"));
  }

  private void writeText(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    if (Files.exists(file)) {
      for (String text : Files.readString(file).split(BETWEEN_SECTIONS, -1)) {
        if (text.startsWith(Section.HEADING) && text.contains(Section.HEADING_END)) {
          texts.put(
              text.substring(Section.HEADING.length(), text.indexOf(Section.HEADING_END)), text);
        }
      }
    }
    sections.forEach(section -> texts.put(section.bar(), section.text()));
    Files.writeString(
        file,
        TITLE
            + texts.values().stream()
                .map(text -> "\n" + text.stripTrailing() + "\n")
                .collect(Collectors.joining()),
        StandardCharsets.UTF_8);
  }

  private void writeFigures(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    ObjectNode figures =
        Files.exists(file) ? (ObjectNode) json.readTree(file.toFile()) : json.createObjectNode();
    sections.forEach(section -> figures.set(section.bar(), json.valueToTree(section.figures())));
    json.writeValue(file.toFile(), figures);
  }
}
