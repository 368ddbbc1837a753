package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.auditledger.checkpoint.GrowthWatch.Growth;
import org.junit.jupiter.api.Test;

/** When a seal is due. */
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
  void what_is_no_schedule_is_refused() {
    for (Duration every :
        List.of(Duration.ZERO, Duration.ofMillis(9), Duration.ofDays(1).plusMillis(1))) {
      assertThatThrownBy(() -> new SealSchedule(every, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("what is new waits 10 ms to a day, not " + every);
    }
    assertThatThrownBy(() -> new SealSchedule(Duration.ofSeconds(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SealSchedule.standard()).isEqualTo(new SealSchedule(Duration.ofSeconds(60), 10_000));
  }
}
