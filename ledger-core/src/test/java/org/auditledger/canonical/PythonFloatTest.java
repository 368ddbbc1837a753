package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PythonFloatTest {

  @Test
  void every_float_is_spelled_as_python_spelled_it() throws IOException {
    int floats = 0;
    int none = 0;
    for (String[] vector : vectors("python-floats.tsv")) {
      String expected = vector[1].equals("-") ? null : vector[1];
      assertThat(PythonFloat.of(vector[0])).as("%s", vector[0]).isEqualTo(expected);
      if (expected == null) {
        none++;
      } else {
        floats++;
      }
    }
    assertThat(floats).isGreaterThan(900);
    assertThat(none).isGreaterThan(200);
  }

  @Test
  void the_exponent_begins_where_pythons_does() {
    assertThat(PythonFloat.of("0.0001")).isEqualTo("0.0001");
    assertThat(PythonFloat.of("-0.00001")).isEqualTo("-1e-05");
    assertThat(PythonFloat.of("0.0000000000123")).isEqualTo("1.23e-11");
    assertThat(PythonFloat.of("1000000000000000.0")).isEqualTo("1000000000000000.0");
    assertThat(PythonFloat.of("10000000000000000")).isEqualTo("1e+16");
    assertThat(PythonFloat.of("-12500000000000000")).isEqualTo("-1.25e+16");
  }

  /** The tab-separated lines of a file that Python made. */
  static List<String[]> vectors(String file) throws IOException {
    try (InputStream in = PythonFloatTest.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(l -> l.split("\t")).toList();
    }
  }
}
