package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** How a time is typed. */
class DurationsTest {

  @Test
  void a_time_is_typed_with_its_unit() {
    Durations durations = new Durations();
    assertThat(List.of("90", "90s").stream().map(durations::convert))
        .containsOnly(Duration.ofSeconds(90));
    assertThat(durations.convert("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(durations.convert("24h")).isEqualTo(Duration.ofDays(1));
    for (String typed : List.of("", "0", "0h", "25h", "86401", "-1s", "1.5s", "1d", "s", "1 s")) {
      assertThatThrownBy(() -> durations.convert(typed))
          .as(typed)
          .isInstanceOf(TypeConversionException.class)
          .hasMessageContaining("from 1s to 24h");
    }
  }
}
