package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds a line of output against its schema in {@code docs/json}, in the subset those use. */
final class JsonSchema {

  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonSchema() {}

  /** The line is one JSON object, has exactly the members its schema lists, and each is right. */
  static JsonNode check(String line) {
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode answer = MAPPER.readTree(line);
    String[] format = answer.get("format").asString().split("/", -1);
    assertThat(format).hasSize(3).startsWith("audit-ledger");
    JsonNode schema =
        MAPPER.readTree(
            Checkout.root()
                .resolve("docs/json/" + format[1] + "-" + format[2] + ".schema.json")
                .toFile());
    List<String> members = List.copyOf(answer.propertyNames());
    assertThat(members).containsExactlyElementsOf(schema.get("properties").propertyNames());
    assertThat(members).containsExactlyElementsOf(strings(schema.get("required")));
    for (String member : members) {
      checkMember(member, answer.get(member), schema.get("properties").get(member));
    }
    return answer;
  }

  private static void checkMember(String name, JsonNode value, JsonNode rule) {
    if (rule.has("const")) {
      assertThat(value).as(name).isEqualTo(rule.get("const"));
      return;
    }
    assertThat(strings(rule.get("type"))).as(name).contains(type(value));
    if (value.isArray()) {
      for (JsonNode item : value) {
        assertThat(type(item)).as(name).isEqualTo(rule.get("items").get("type").asString());
      }
    }
  }

  private static String type(JsonNode value) {
    return value.isIntegralNumber()
        ? "integer"
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> strings.add(item.asString()));
    } else {
      strings.add(node.asString());
    }
    return strings;
  }
}
