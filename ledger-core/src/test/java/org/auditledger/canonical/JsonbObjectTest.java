package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.auditledger.canonical.JsonbObject.Range;
import org.junit.jupiter.api.Test;

class JsonbObjectTest {

  private static final String TEXT =
      "{\"a\": {\"x\": \"},{\\\"\", \"key\": 1}, \"b\": [1, {\"key\": 2}, \"]\"], \"\\n"
          + "\\\"\": \"\", \"key\": \"\\u0001\\n"
          + "\\\\é\uD83D\uDE00\"}";

  @Test
  void a_member_is_found_among_those_of_the_object_and_not_deeper() {
    byte[] bytes = ("x" + TEXT + "y").getBytes(UTF_8);
    JsonbObject object = JsonbObject.read(bytes, 1, bytes.length - 2).orElseThrow();
    assertThat(object.string("key")).hasValue("\u0001\n\\é\uD83D\uDE00");
    assertThat(object.string("\n\"")).hasValue("");
    assertThat(object.find("a").map(range -> text(bytes, range)))
        .hasValue("{\"x\": \"},{\\\"\", \"key\": 1}");
    assertThat(object.find("b").map(range -> text(bytes, range)))
        .hasValue("[1, {\"key\": 2}, \"]\"]");
    assertThat(object.string("b")).isEmpty();
    assertThat(object.find("x")).isEmpty();
    assertThat(object.find("")).isEmpty();
  }

  @Test
  void a_long_string_is_had_as_its_bytes_and_an_object_as_one() {
    byte[] bytes = TEXT.getBytes(UTF_8);
    JsonbObject object = JsonbObject.read(bytes, 0, bytes.length).orElseThrow();
    CanonicalBytes out = new CanonicalBytes().raw('<');
    assertThat(object.string("key", out)).isTrue();
    assertThat(object.string("b", out)).isFalse();
    assertThat(object.string("nothing", out)).isFalse();
    assertThat(new String(out.toBytes(), UTF_8)).isEqualTo("<\u0001\n\\é\uD83D\uDE00");
    assertThat(object.object("a").orElseThrow().string("x")).hasValue("},{\"");
    assertThat(object.object("a").orElseThrow().find("b")).isEmpty();
    assertThat(object.object("b")).isEmpty();
    assertThat(object.object("nothing")).isEmpty();
  }

  @Test
  void only_an_object_as_jsonb_prints_it_is_one() {
    for (String text : new String[] {"[]", "\"{}\"", "{", "{\"a\":1}", ""}) {
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(JsonbObject.read(bytes, 0, bytes.length)).as(text).isEmpty();
    }
    assertThat(JsonbObject.read("{}".getBytes(UTF_8), 0, 2).orElseThrow().find("a")).isEmpty();
  }

  private static String text(byte[] bytes, Range range) {
    return new String(bytes, range.offset(), range.length(), UTF_8);
  }
}
