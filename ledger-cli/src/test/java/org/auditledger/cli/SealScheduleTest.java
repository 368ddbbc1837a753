package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.auditledger.checkpoint.GrowthWatch.Growth;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** When a seal is due, and how its time is typed. */
class SealScheduleTest {

  private static final SealSchedule SCHEDULE = new SealSchedule(Duration.ofSeconds(60), 100);
  private static final Growth SEALED = new Growth(1000, 10);

  private static boolean isDue(long entries, long statements, int seconds) {
    return SCHEDULE.isDue(new Growth(entries, statements), SEALED, Duration.ofSeconds(seconds));
  }

  @Test
  void what_is_new_is_due_after_its_time_or_when_it_is_many() {
    assertThat(isDue(1000, 10, 3600)).as("nothing new").isFalse();
    assertThat(isDue(1001, 10, 59)).isFalse();
    assertThat(isDue(1001, 10, 60)).isTrue();
    assertThat(isDue(1099, 10, 0)).isFalse();
    assertThat(isDue(1100, 10, 0)).isTrue();
    assertThat(isDue(1000, 11, 59)).as("a statement waits like an entry").isFalse();
    assertThat(isDue(1000, 11, 60)).isTrue();
  }

  @Test
  void what_has_become_less_does_not_wait() {
    assertThat(isDue(999, 10, 0)).isTrue();
    assertThat(isDue(1000, 9, 0)).isTrue();
  }

  @Test
  void it_is_looked_at_often_enough_and_not_more() {
    assertThat(SCHEDULE.pause()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new SealSchedule(Duration.ofSeconds(1), 1).pause())
        .isEqualTo(Duration.ofMillis(100));
  }

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
