package org.auditledger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementTest {

  private static final Actor ACTOR = new Actor("owner", "db-1", "operator", "audit-ledger 1");

  static List<String> lines() throws IOException {
    return resource("statements.jsonl").lines().toList();
  }

  static List<String> allLines() throws IOException {
    return (resource("statements.jsonl") + resource("retention.jsonl")).lines().toList();
  }

  @Test
  void there_is_one_vector_of_each_kind_and_they_form_a_chain() throws IOException {
    JournalHead head = JournalHead.GENESIS;
    List<Kind> kinds = new java.util.ArrayList<>();
    for (String line : lines()) {
      Statement statement = read(line);
      assertThat(head.precedes(statement)).as(line).isTrue();
      head = statement.head();
      kinds.add(statement.kind());
    }
    assertThat(kinds).containsExactly(Kind.values());
    assertThat(head.hash().hex()).isEqualTo(resource("statements.sha256").strip());
    for (String line : resource("retention.jsonl").lines().toList()) {
      Statement statement = read(line);
      assertThat(head.precedes(statement)).as(line).isTrue();
      head = statement.head();
    }
    assertThat(head.hash().hex()).isEqualTo(resource("retention.sha256").strip());
  }

  @Test
  void the_keys_in_the_vectors_are_keys_and_have_the_ids_that_follow_from_them()
      throws IOException {
    int keys = 0;
    for (String line : lines()) {
      Statement statement = read(line);
      switch (statement.kind()) {
        case LEDGER_INITIALIZED, LEDGER_ADOPTED -> {
          String noteKey = statement.body().text("note_key");
          VerifierKey key = VerifierKey.parse(noteKey).orThrow("the vector");
          assertThat(key.name()).isEqualTo(statement.ledger().value());
          keys++;
        }
        case KEY_REGISTERED -> {
          assertThat(KeyRegistered.read(statement.ledger(), statement.body()))
              .isInstanceOf(Parsed.Value.class);
          keys++;
        }
        case KEY_RETIRED -> {
          assertThat(KeyRetired.read(statement.body())).isInstanceOf(Parsed.Value.class);
          keys++;
        }
        default -> assertThat(statement.kind().name()).doesNotContain("KEY");
      }
    }
    assertThat(keys).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("allLines")
  void a_vector_is_written_as_it_was_read(String line) {
    assertThat(new String(read(line).line(), UTF_8)).isEqualTo(line);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_line_with_any_bit_flipped_is_not_the_same_statement(String line) {
    Statement genuine = read(line);
    byte[] bytes = line.getBytes(UTF_8);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      if (Statement.read(bytes) instanceof StatementReading.Read read) {
        assertThat(read.statement()).as("bit %d", bit).isNotEqualTo(genuine);
        assertThat(read.statement().head()).isNotEqualTo(genuine.head());
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_body_without_a_required_member_or_with_a_foreign_one_is_defective(String line) {
    Statement statement = read(line);
    for (Kind.Member member : statement.kind().members()) {
      SortedMap<String, CanonicalJson> without = new TreeMap<>(statement.body().values());
      without.remove(member.name());
      assertThat(statement.kind().defect(new Members(without)).isPresent())
          .as(member.name())
          .isEqualTo(member.required());
      SortedMap<String, CanonicalJson> wrong = new TreeMap<>(statement.body().values());
      wrong.put(member.name(), new Whole(-1));
      assertThat(statement.kind().defect(new Members(wrong)))
          .hasValueSatisfying(defect -> assertThat(defect).contains(member.name()));
    }
    SortedMap<String, CanonicalJson> foreign = new TreeMap<>(statement.body().values());
    foreign.put("comment", new Text("hello"));
    assertThat(statement.kind().defect(new Members(foreign))).get().asString().contains("comment");
  }

  @Test
  void what_is_no_statement_says_why() throws IOException {
    String line = lines().get(7);
    assertThat(defect(line.replace("CHECKPOINT", "CHECKPOINTS"))).contains("kind CHECKPOINTS");
    assertThat(defect(line.replace("journal/1", "journal/2"))).contains("audit-ledger/journal/1");
    assertThat(defect(line.replace("\"position\":8", "\"position\":0"))).contains("wrong shape");
    assertThat(defect(line.replace(".250000Z", ".25Z"))).contains("wrong shape");
    assertThat(defect(line + "\n")).contains("canonical");
    assertThat(defect(line.replace("0.1.0\"}", "0.1.0\",\"unit\":\"42\"}"))).contains("actor");
    assertThat(defect(line.replace("acme", "ACME"))).contains("wrong shape");
  }

  @Test
  void the_documented_table_is_the_one_that_is_checked() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Kind kind : Kind.values()) {
      List<String> members = new java.util.ArrayList<>();
      for (Kind.Member member : kind.members()) {
        String shape = member.shape().name().toLowerCase(java.util.Locale.ROOT);
        members.add("`" + member.name() + "` " + shape + (member.required() ? "" : "?"));
      }
      table.append("| `" + kind + "` | " + String.join(", ", members) + " |\n");
    }
    String format = java.nio.file.Files.readString(java.nio.file.Path.of("..", "FORMAT.md"));
    assertThat(format).contains(table);
  }

  @Test
  void a_statement_follows_its_head() {
    Members body =
        CanonicalJson.members(Map.of("hold", new Text("case-7"), "reason", new Text("settled")));
    LedgerName ledger = new LedgerName("acme");
    Statement first =
        Statement.after(JournalHead.GENESIS, ledger, Kind.HOLD_RELEASED, 250_000, ACTOR, body);
    Statement second =
        Statement.after(first.head(), ledger, Kind.HOLD_RELEASED, 250_001, ACTOR, body);
    assertThat(first.at()).isEqualTo("2000-01-01T00:00:00.250000Z");
    assertThat(first.head().precedes(second)).isTrue();
    assertThat(JournalHead.GENESIS.precedes(second)).isFalse();
    assertThat(second.head().precedes(second)).isFalse();
  }

  @Test
  void a_statement_of_another_past_does_not_follow_though_its_position_fits() throws IOException {
    Statement first = read(lines().get(0));
    Statement second = read(lines().get(1));
    JournalHead forked = new JournalHead(first.position(), second.head().hash());
    assertThat(first.head().precedes(second)).isTrue();
    assertThat(forked.precedes(second)).isFalse();
  }

  @Test
  void a_statement_cannot_be_made_wrong() {
    Members body = CanonicalJson.members(Map.of("hold", new Text("case-7")));
    assertThatThrownBy(
            () ->
                Statement.after(
                    JournalHead.GENESIS, new LedgerName("a"), Kind.HOLD_RELEASED, 0, ACTOR, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a HOLD_RELEASED statement lacks \"reason\"");
  }

  private static Statement read(String line) {
    StatementReading reading = Statement.read(line.getBytes(UTF_8));
    assertThat(reading).as(line).isInstanceOf(StatementReading.Read.class);
    return ((StatementReading.Read) reading).statement();
  }

  private static String defect(String line) {
    StatementReading reading = Statement.read(line.getBytes(UTF_8));
    assertThat(reading).as(line).isInstanceOf(StatementReading.Defective.class);
    return ((StatementReading.Defective) reading).why();
  }

  static String resource(String name) throws IOException {
    try (InputStream in = StatementTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
