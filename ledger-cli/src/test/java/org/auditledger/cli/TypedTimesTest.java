package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Times and numbers, as they are typed and shown. */
class TypedTimesTest {

  @Test
  void a_day_is_all_of_it_in_utc() {
    Moment day = new Moment.Reader().convert("2026-02-28");
    assertThat(day.first()).isEqualTo(Instant.parse("2026-02-28T00:00:00Z"));
    assertThat(day.last()).isEqualTo(Instant.parse("2026-02-28T23:59:59.999999Z"));
  }

  @Test
  void a_point_in_time_has_its_offset() {
    Moment moment = new Moment.Reader().convert("2026-06-01T08:00:00.000001+02:00");
    assertThat(moment.first())
        .isEqualTo(moment.last())
        .isEqualTo(Instant.parse("2026-06-01T06:00:00.000001Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-02-30",
        "2026-06-01T08:00:00",
        "2026-06-01 08:00:00+02:00",
        "+12026-01-01T00:00:00Z",
        "2026-06-01T08:00:00.0000001Z",
        "-0001-01-01",
        "0000-12-31",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "yesterday"
      })
  void what_is_no_time_is_none(String typed) {
    assertThatThrownBy(() -> new Moment.Reader().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no time");
  }

  @Test
  void a_grace_has_a_unit_and_may_be_none() {
    GraceTime grace = new GraceTime();
    assertThat(grace.convert("0")).isEqualTo(Duration.ZERO);
    assertThat(grace.convert("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(grace.convert("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(grace.convert("12h")).isEqualTo(Duration.ofHours(12));
    assertThat(grace.convert("366d")).isEqualTo(Duration.ofDays(366));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1d", "367d", "1w", "1.5d", "9999999s"})
  void what_is_no_grace_is_none(String typed) {
    assertThatThrownBy(() -> new GraceTime().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no time");
  }

  @Test
  void a_number_of_things_is_said_in_words() {
    assertThat(Counted.days(1)).isEqualTo("1 day");
    assertThat(Counted.of(12_345, "record")).isEqualTo("12,345 records");
    assertThat(Counted.bytes(1)).isEqualTo("1 byte");
    assertThat(Counted.bytes(8192)).isEqualTo("8,192 bytes");
    assertThat(Counted.bytes(1_234_567)).isEqualTo("1.2 MB");
    assertThat(Counted.bytes(5_000_000_000_000_000L)).isEqualTo("5,000.0 TB");
  }
}
