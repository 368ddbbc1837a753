package org.auditledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTextTest {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000-01-01T00:00:00.000000Z",
        "1999-12-31T23:59:59.999999Z",
        "2026-03-02T08:00:00.250000Z",
        "2024-02-29T23:59:59.000001Z",
        "0001-01-01T00:00:00.000000Z",
        "9999-12-31T23:59:59.999999Z",
        "+10000-01-01T00:00:00.000000Z",
        "-0043-03-15T12:00:00.000000Z"
      })
  void a_time_has_six_digits_and_says_utc(String text) {
    Duration since = Duration.between(EPOCH, Instant.parse(text));
    long micros = since.getSeconds() * 1_000_000 + since.getNano() / 1000;
    assertThat(FieldText.time(micros)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, infinity",
    "-9223372036854775808, -infinity",
    "9223371331199999999, +294276-12-31T23:59:59.999999Z",
    "-211813488000000000, -4713-11-24T00:00:00.000000Z"
  })
  void what_postgresql_has_beyond_the_calendar_is_written_too(long micros, String text) {
    assertThat(FieldText.time(micros)).isEqualTo(text);
  }
}
