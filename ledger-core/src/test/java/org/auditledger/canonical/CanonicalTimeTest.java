package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalTimeTest {

  private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final CanonicalBytes out = new CanonicalBytes();

  @Test
  void every_day_of_a_cycle_of_the_calendar_is_the_platforms_day() {
    long day = 86_400_000_000L;
    for (long i = -73_049; i < 73_048; i++) {
      requirePlatforms(i * day);
      requirePlatforms(i * day + day - 1);
    }
    for (long i = 0; i < 1500; i++) {
      requirePlatforms(CanonicalTime.FIRST + i * day);
      requirePlatforms(CanonicalTime.LAST - i * day);
    }
  }

  @Test
  void so_is_any_microsecond() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      requirePlatforms(random.nextLong(CanonicalTime.FIRST, CanonicalTime.LAST + 1));
    }
  }

  @Test
  void the_calendar_ends_where_it_says() {
    assertThat(written(CanonicalTime.FIRST)).isEqualTo("0001-01-01T00:00:00.000000Z");
    assertThat(written(CanonicalTime.LAST)).isEqualTo("9999-12-31T23:59:59.999999Z");
    assertThat(CanonicalTime.hasForm(CanonicalTime.FIRST - 1)).isFalse();
    assertThat(CanonicalTime.hasForm(CanonicalTime.LAST + 1)).isFalse();
    assertThat(CanonicalTime.isInfinite(Long.MIN_VALUE)).isTrue();
    assertThat(CanonicalTime.isInfinite(Long.MAX_VALUE)).isTrue();
    assertThat(CanonicalTime.isInfinite(CanonicalTime.LAST + 1)).isFalse();
    assertThatThrownBy(() -> written(CanonicalTime.LAST + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_chain_writes_a_fraction_of_six_digits_or_none() {
    assertThat(legacy(0)).isEqualTo("2000-01-01T00:00:00+00:00");
    assertThat(legacy(1)).isEqualTo("2000-01-01T00:00:00.000001+00:00");
    assertThat(legacy(-1)).isEqualTo("1999-12-31T23:59:59.999999+00:00");
    assertThat(legacy(250_000)).isEqualTo("2000-01-01T00:00:00.250000+00:00");
    assertThat(legacy(-1_000_000)).isEqualTo("1999-12-31T23:59:59+00:00");
  }

  private void requirePlatforms(long micros) {
    String expected = EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).format(FULL);
    String written = written(micros);
    if (!written.equals(expected)) {
      assertThat(written).as("%d us", micros).isEqualTo(expected);
    }
  }

  private String written(long micros) {
    out.clear();
    CanonicalTime.write(micros, out);
    return new String(out.toBytes(), UTF_8);
  }

  private String legacy(long micros) {
    out.clear();
    CanonicalTime.writeLegacy(micros, out);
    return new String(out.toBytes(), UTF_8);
  }
}
