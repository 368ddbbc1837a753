package org.auditledger.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static SchemaDocument structure(Fact... facts) {
    return SchemaDocument.of(DocumentKind.STRUCTURE, List.of(facts));
  }

  private static Fact body(String value) {
    return new Fact("function f()", "body", value);
  }

  private static String change(String before, String after) {
    List<Difference> differences = structure(body(before)).differencesTo(structure(body(after)));
    assertThat(differences).hasSize(1);
    return differences.get(0).sentence();
  }

  @Test
  void equal_documents_have_none() {
    assertThat(structure(body("x")).differencesTo(structure(body("x")))).isEmpty();
  }

  @Test
  void what_came_what_went_and_what_changed_is_named() {
    SchemaDocument before =
        structure(
            new Fact("column verdict of ledger_entries", "type", "text"),
            new Fact("column verdict of ledger_entries", "default", "'CLEAR'::text"),
            new Fact("index i of t", "definition", "USING btree (a)"));
    SchemaDocument after =
        structure(
            new Fact("column verdict of ledger_entries", "type", "character varying"),
            new Fact("rule r on t", "enabled", "origin"));
    assertThat(before.differencesTo(after))
        .containsExactly(
            new Difference.Changed(
                "column verdict of ledger_entries",
                "default",
                Optional.of("'CLEAR'::text"),
                Optional.empty()),
            new Difference.Changed(
                "column verdict of ledger_entries",
                "type",
                Optional.of("text"),
                Optional.of("character varying")),
            new Difference.Removed(
                "index i of t", new TreeMap<>(Map.of("definition", "USING btree (a)"))),
            new Difference.Added("rule r on t", new TreeMap<>(Map.of("enabled", "origin"))))
        .extracting(Difference::sentence)
        .containsExactly(
            "column verdict of ledger_entries: default 'CLEAR'::text -> none",
            "column verdict of ledger_entries: type text -> character varying",
            "index i of t: removed: USING btree (a)",
            "rule r on t: added: enabled origin");
  }

  @Test
  void a_long_value_is_shown_from_where_it_differs() {
    String line = "raise exception 'no';\n";
    assertThat(change(line.repeat(20) + "return new;\nend", line.repeat(20) + "return old;\nend"))
        .isEqualTo("function f(): body ...return new; end -> ...return old; end");
    assertThat(change("a ".repeat(60) + "b", "a ".repeat(60)))
        .startsWith("function f(): body ...a a a")
        .endsWith("a a a b -> ..." + "a ".repeat(24));
    assertThat(change("x".repeat(99), "y".repeat(300)))
        .isEqualTo("function f(): body " + "x".repeat(99) + " -> " + "y".repeat(100) + "...");
  }

  @Test
  void a_value_cannot_write_lines_of_its_own_nor_turn_ours() {
    assertThat(change("a", "b\n\u001b[2Jall is well\u202e\u2028"))
        .isEqualTo("function f(): body a -> b  [2Jall is well  ");
    assertThat(new Difference.Removed("table \"a\nb\"", new TreeMap<>()).sentence())
        .isEqualTo("table \"a b\": removed: ");
  }

  @Test
  void documents_of_two_kinds_cannot_be_compared() {
    SchemaDocument posture = SchemaDocument.of(DocumentKind.POSTURE, List.of());
    assertThatThrownBy(() -> structure().differencesTo(posture))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
