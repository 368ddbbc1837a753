package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @Test
  void has_one_text_with_members_sorted_by_code_point() {
    CanonicalJson value =
        CanonicalJson.members(
            Map.of(
                "b", new Whole(-12),
                "_a", new Flag(true),
                "\uFFFD", new Text("\u0001\"\\/é\u007F"),
                "\uD83D\uDE00",
                    new Sequence(
                        List.of(new Sequence(List.of()), CanonicalJson.members(Map.of())))));
    assertThat(new String(value.toBytes(), UTF_8))
        .isEqualTo(
            "{\"_a\":true,\"b\":-12,\"\uFFFD\":\"\\u0001\\\"\\\\/é\u007F\",\"\uD83D\uDE00\":[[],{}]}");
  }

  @Property
  void what_was_written_is_read(@ForAll("values") CanonicalJson value) {
    assertThat(CanonicalJson.parse(value.toBytes())).contains(value);
  }

  /** A text that was changed is refused, or is the one text of another value. */
  @Property
  void a_changed_text_is_never_the_same_value(
      @ForAll("values") CanonicalJson value,
      @ForAll @IntRange(max = 10_000) int where,
      @ForAll byte with) {
    byte[] text = value.toBytes();
    int at = where % text.length;
    boolean changed = text[at] != with;
    text[at] = with;
    assertThat(CanonicalJson.parse(text).filter(value::equals).isPresent()).isEqualTo(!changed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "01",
        "-0",
        "+1",
        "1.0",
        "1e2",
        "9223372036854775808",
        "null",
        "tru",
        "{\"b\":1,\"a\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\": 1}",
        "[1,]",
        "[1 ,2]",
        "[1",
        "{\"a\":1",
        "\"",
        "\"\\",
        "\"\\u00\"",
        "\"\\u0041\"",
        "\"\\u001F\"",
        "\"\\/\"",
        "\"\\n",
        "\"\t\"",
        "\"\\u00gg\"",
        "[]]",
        "\"a\"\"b\"",
        "-"
      })
  void what_is_not_canonical_is_not_read(String text) {
    assertThat(CanonicalJson.parse(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void a_nest_too_deep_to_be_ours_is_not_read() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(CanonicalJson.parse(deep.getBytes(UTF_8))).isEmpty();
  }

  @Provide
  Arbitrary<CanonicalJson> values() {
    Arbitrary<String> strings = Arbitraries.strings().all().ofMaxLength(8).filter(this::hasUtf8);
    Arbitrary<CanonicalJson> leaves =
        Arbitraries.oneOf(
            strings.map(Text::new),
            Arbitraries.longs().map(Whole::new),
            Arbitraries.of(true, false).map(Flag::new));
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves,
        () -> values().list().ofMaxSize(3).map(Sequence::new),
        () -> Combinators.combine(strings, values()).as(Map::of).map(CanonicalJson::members));
  }

  private boolean hasUtf8(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }
}
