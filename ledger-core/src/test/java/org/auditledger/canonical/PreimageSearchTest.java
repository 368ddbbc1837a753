package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class PreimageSearchTest {

  private static final String BIG = "10000000000000000";

  private final PreimageSearch search = new PreimageSearch();

  @Test
  void every_value_that_python_hashed_is_found_and_another_digest_is_not() throws IOException {
    int changed = 0;
    for (String[] vector : PythonFloatTest.vectors("python-json.tsv")) {
      byte[] text = vector[0].getBytes(UTF_8);
      Digest digest = Digest.ofHex(vector[1]);
      int candidates = 1 << Integer.parseInt(vector[2]);
      assertThat(find(text, digest, PreimageSearch.BOUND)).as(vector[0]).isEqualTo(Preimage.FOUND);
      assertThat(find(text, digest, candidates)).as(vector[0]).isEqualTo(Preimage.FOUND);
      assertThat(find(text, Digest.ZERO, candidates)).as(vector[0]).isEqualTo(Preimage.NONE);
      assertThat(find(text, Digest.ZERO, candidates - 1))
          .as(vector[0])
          .isEqualTo(Preimage.NOT_EXHAUSTED);
      changed += find(text, digest, 1) == Preimage.FOUND ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(60);
  }

  @Test
  void members_are_sorted_by_code_point_and_not_as_utf16() {
    // jsonb orders by length first; Python by code point, which is not the order of UTF-16.
    requireFound(
        "{\"Z\": 1, \"a\": 2, \"b\\u0001b\": 3, \"\uFFFF\": 4, \"b\\n"
            + "b\\n"
            + "\": 5, \"\uD83D\uDE00\": 6}",
        "{\"Z\":1,\"a\":2,\"b\\u0001b\":3,\"b\\nb\\n\":5,\"\uFFFF\":4,\"\uD83D\uDE00\":6}");
  }

  @Test
  void a_number_stays_what_it_can_only_have_been() {
    requireOnly("[1, -5, 1.5, 0, 9999999999999999]", "[1,-5,1.5,0,9999999999999999]");
    requireOnly("[-1234567890123456]", "[-1234567890123456]");
    requireOnly("[10000000000000001]", "[10000000000000001]");
    requireOnly("[1" + "0".repeat(400) + "]", "[1" + "0".repeat(400) + "]");
    requireOnly("[0.00001, 1.0]", "[1e-05,1.0]");
  }

  @Test
  void a_number_that_no_python_value_prints_as_has_no_preimage() {
    for (String text :
        new String[] {"1.10", "0.00", "[1.00]", BIG + ".0", "0.12345678901234567890"}) {
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(find(bytes, Digest.sha256(bytes), PreimageSearch.BOUND))
          .as(text)
          .isEqualTo(Preimage.NONE);
    }
    byte[] leftOut = "[1.10]".getBytes(UTF_8);
    assertThat(find(leftOut, Digest.sha256("[]".getBytes(UTF_8)), PreimageSearch.BOUND))
        .isEqualTo(Preimage.NONE);
  }

  @Test
  void each_number_may_have_been_either() {
    requireFound("[" + BIG + ", -0.5, 0.0]", "[10000000000000000,-0.5,0.0]");
    requireFound("[" + BIG + ", -0.5, 0.0]", "[1e+16,-0.5,0.0]");
    requireFound("[" + BIG + ", -0.5, 0.0]", "[10000000000000000,-0.5,-0.0]");
    requireFound("[" + BIG + ", -0.5, 0.0]", "[1e+16,-0.5,-0.0]");
  }

  @Test
  void a_search_that_ends_at_its_bound_claims_nothing() {
    String many = ("[" + "0.0, ".repeat(13)).replaceAll(", $", "]");
    byte[] text = many.getBytes(UTF_8);
    assertThat(find(text, Digest.ZERO, PreimageSearch.BOUND)).isEqualTo(Preimage.NOT_EXHAUSTED);
    requireFound(many, many.replace(" ", "").replace("0.0", "-0.0"));
    String twelve = ("[" + "0.0, ".repeat(12)).replaceAll(", $", "]");
    assertThat(find(twelve.getBytes(UTF_8), Digest.ZERO, PreimageSearch.BOUND))
        .isEqualTo(Preimage.NONE);
  }

  @Test
  void a_text_that_no_database_holds_is_not_searched() {
    byte[] text = "{\"b\": 1, \"a\": 2}".getBytes(UTF_8);
    assertThat(find(text, Digest.ZERO, 1)).isEqualTo(Preimage.NOT_JSONB);
  }

  @Test
  void depth_and_width_are_no_obstacle() {
    int depth = 100_000;
    requireFound(
        "{\"a\": [".repeat(depth) + "]}".repeat(depth),
        "{\"a\":[".repeat(depth) + "]}".repeat(depth));
    StringBuilder jsonb = new StringBuilder();
    StringBuilder python = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      jsonb.append(i == 0 ? "{" : ", ").append(String.format("\"%05d\": %d", i, i));
      python.append(i == 0 ? "{" : ",").append(String.format("\"%05d\":%d", i, i));
    }
    requireFound(jsonb + "}", python + "}");
  }

  private void requireFound(String jsonb, String python) {
    Digest digest = Digest.sha256(python.getBytes(UTF_8));
    assertThat(find(jsonb.getBytes(UTF_8), digest, PreimageSearch.BOUND)).isEqualTo(Preimage.FOUND);
  }

  private void requireOnly(String jsonb, String python) {
    Digest digest = Digest.sha256(python.getBytes(UTF_8));
    assertThat(find(jsonb.getBytes(UTF_8), digest, 1)).isEqualTo(Preimage.FOUND);
    assertThat(find(jsonb.getBytes(UTF_8), Digest.ZERO, 1)).isEqualTo(Preimage.NONE);
  }

  /** The text stands within a larger buffer, as a column's value does. */
  private Preimage find(byte[] text, Digest expected, int bound) {
    byte[] buffer = new byte[text.length + 2];
    buffer[0] = '"';
    buffer[text.length + 1] = '"';
    System.arraycopy(text, 0, buffer, 1, text.length);
    return search.find(buffer, 1, text.length, expected, bound);
  }
}
