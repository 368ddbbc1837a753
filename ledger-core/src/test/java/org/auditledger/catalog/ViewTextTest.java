package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT t.a, t.\"B\" FROM t; | SELECT a, \"B\" FROM t",
        "SELECT t.a AS t FROM t WHERE (t.b = 't.c'::text); | SELECT a AS t FROM t WHERE (b ="
            + " 't.c'::text)",
        "SELECT e.a FROM t e ORDER BY e.a; | SELECT a FROM t e ORDER BY a",
        "SELECT t.a FROM other.t; | SELECT a FROM other.t",
        "SELECT \"a.b\".c FROM \"a.b\"; | SELECT c FROM \"a.b\"",
        "SELECT EXTRACT(year FROM t.a) FROM ONLY t; | SELECT EXTRACT(year FROM a) FROM ONLY t",
        "SELECT t.a IS DISTINCT FROM t.b FROM t; | SELECT a IS DISTINCT FROM b FROM t",
        "SELECT t.* FROM t GROUP BY t.a; | SELECT * FROM t GROUP BY a",
        "SELECT a.t.x FROM t; | SELECT a.t.x FROM t",
        "SELECT t.f(t.a) FROM t; | SELECT t.f(a) FROM t",
      })
  void the_qualifier_of_the_only_relation_is_taken_away(String printed, String expected) {
    assertThat(ViewText.unqualified(printed)).isEqualTo(expected);
    assertThat(ViewText.unqualified(expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT t.a FROM t, u",
        "SELECT t.a FROM (t JOIN u ON ((u.a = t.a)))",
        "SELECT t.a FROM t WHERE (EXISTS ( SELECT u.a FROM u WHERE (u.a = t.a)))",
        "SELECT s.a FROM ( SELECT t.a FROM t) s",
        "SELECT t.a FROM t UNION SELECT t.b FROM t",
        "SELECT f.f FROM f(1) f",
        "VALUES (1)",
      })
  void anything_else_stays_as_it_is(String printed) {
    assertThat(ViewText.unqualified(printed)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " SELECT  t.a,\\n    'x  \\n y'::text\\n   FROM t;|SELECT a, 'x  \\n y'::text FROM t"
      })
  void white_space_between_words_is_one_space_and_inside_strings_as_it_is(
      String printed, String expected) {
    assertThat(ViewText.unqualified(printed.replace("\\n", "\n")))
        .isEqualTo(expected.replace("\\n", "\n"));
  }
}
