package org.auditledger.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class SchemaDocumentTest {

  private static final String TEXT =
      "{\"_form\":\"audit-ledger/structure/1\","
          + "\"column a of t\":{\"default\":\"'\\\"\\\\\\n\\u0001é'\",\"type\":\"text\"},"
          + "\"table t\":{\"kind\":\"table\"}}";

  private static SchemaDocument structure(Fact... facts) {
    return SchemaDocument.of(DocumentKind.STRUCTURE, List.of(facts));
  }

  private static final SchemaDocument DOCUMENT =
      structure(
          new Fact("table t", "kind", "table"),
          new Fact("column a of t", "type", "text"),
          new Fact("column a of t", "default", "'\"\\\n\u0001é'"));

  @Test
  void the_text_is_sorted_canonical_json_and_the_digest_is_of_its_bytes() {
    assertThat(DOCUMENT.text()).isEqualTo(TEXT);
    assertThat(DOCUMENT.digest())
        .isEqualTo(Digest.sha256(TEXT.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            Digest.ofHex("e2accde00a550b655d3c029c089549a563d0c6cb4b840328f19b6d388406f369"));
    assertThat(structure().text()).isEqualTo("{\"_form\":\"audit-ledger/structure/1\"}");
  }

  @Test
  void names_are_in_the_order_of_code_points() {
    String astral = "\uD83D\uDE00";
    String last = "\uFFFD";
    assertThat(structure(new Fact(astral, "p", "v"), new Fact(last, "p", "v")).objects().keySet())
        .containsExactly(last, astral);
  }

  @Test
  void its_own_text_is_read_back() {
    assertThat(SchemaDocument.read(TEXT)).isEqualTo(new DocumentReading.Read(DOCUMENT));
  }

  @Property(tries = 200)
  void whatever_it_says_is_read_back(
      @ForAll @Size(max = 4)
          Map<@NotEmpty String, @Size(min = 1, max = 3) Map<@NotEmpty String, String>> said) {
    SortedMap<String, SortedMap<String, String>> objects = new TreeMap<>();
    said.forEach(
        (object, properties) -> objects.put("table " + paired(object), paired(properties)));
    SchemaDocument document = new SchemaDocument(DocumentKind.POSTURE, objects);
    assertThat(SchemaDocument.read(document.text())).isEqualTo(new DocumentReading.Read(document));
  }

  private static SortedMap<String, String> paired(Map<String, String> properties) {
    SortedMap<String, String> paired = new TreeMap<>();
    properties.forEach((property, value) -> paired.put(paired(property), paired(value)));
    return paired;
  }

  /** A database holds no half characters. */
  private static String paired(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void a_text_that_was_cut_anywhere_is_malformed() {
    for (int length = 0; length < TEXT.length(); length++) {
      assertThat(SchemaDocument.read(TEXT.substring(0, length)))
          .isInstanceOf(DocumentReading.Malformed.class);
    }
  }

  @Test
  void any_other_text_is_malformed() {
    String[] cases = {
      "{ \"_form\":\"audit-ledger/structure/1\"}", "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\"} ", "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"b\":{\"p\":\"v\"},\"a\":{\"p\":\"v\"}}",
          "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":\"v\"},\"a\":{\"p\":\"v\"}}",
          "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":\"v\",\"p\":\"v\"}}",
          "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":\"\\/\"}}", "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":\"\\u00e9\"}}",
          "it is not canonical JSON",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":\"\\ud800\"}}",
          "it is not canonical JSON",
      "{}", "it has no form",
      "[]", "it has no form",
      "{\"_form\":1}", "it has no form",
      "{\"_form\":\"audit-ledger/structure/2\"}",
          "its form is not known here: audit-ledger/structure/2",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{}}", "it says nothing of \"a\"",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":\"p\"}", "it says nothing of \"a\"",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"p\":1}}", "it says no fact about \"a\"",
      "{\"_form\":\"audit-ledger/structure/1\",\"a\":{\"\":\"v\"}}", "it says no fact about \"a\"",
    };
    for (int i = 0; i < cases.length; i += 2) {
      assertThat(SchemaDocument.read(cases[i]))
          .as(cases[i])
          .isEqualTo(new DocumentReading.Malformed(cases[i + 1]));
    }
    String underscore = "{\"_a\":{\"p\":\"v\"},\"_form\":\"audit-ledger/structure/1\"}";
    assertThat(SchemaDocument.read(underscore))
        .isEqualTo(new DocumentReading.Malformed("it says no fact about \"_a\""));
  }

  @Test
  void what_is_said_twice_or_of_nothing_is_refused() {
    Fact fact = new Fact("table t", "kind", "table");
    assertThatThrownBy(() -> structure(fact, fact))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two values for kind of table t");
    assertThatThrownBy(() -> new Fact("", "kind", "table"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new SchemaDocument(
                    DocumentKind.POSTURE, new TreeMap<>(Map.of("table t", new TreeMap<>()))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
