package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What long work shows while it works. */
class ProgressTest {

  private final StringWriter shown = new StringWriter();
  private final SteppedClock clock = new SteppedClock();

  @Test
  void one_line_is_written_anew_and_leaves_nothing_behind() {
    try (Progress progress = progress(true, "verifying")) {
      progress.total(1_000_000);
      progress.done(1);
      assertThat(shown.toString()).as("too early for a rate").isEmpty();
      clock.step(Duration.ofSeconds(2));
      progress.done(250_000);
      progress.done(250_001);
      assertThat(take()).isEqualTo("\rverifying  250,000 of 1,000,000 rows  125,000/s  0:06 left");
      clock.step(Duration.ofMillis(199));
      progress.done(260_000);
      assertThat(take()).as("too soon").isEmpty();
      clock.step(Duration.ofHours(1));
      progress.done(260_001);
      assertThat(take()).isEqualTo("\rverifying  260,001 of 1,000,000 rows  72/s  2 h 50 min left");
    }
    assertThat(take()).isEqualTo("\r" + " ".repeat(59) + "\r");
  }

  @Test
  void a_total_that_is_not_known_promises_no_end() {
    try (Progress progress = progress(true, "reading")) {
      clock.step(Duration.ofSeconds(1));
      progress.done(5);
      assertThat(take()).isEqualTo("\rreading  5 rows  5/s");
      progress.total(4);
      clock.step(Duration.ofSeconds(1));
      progress.done(6);
      assertThat(take()).isEqualTo("\rreading  6 of 4 rows  3/s");
      clock.step(Duration.ofSeconds(1));
      progress.total(10);
      progress.done(0);
      assertThat(take()).isEqualTo("\rreading  0 of 10 rows  0/s");
    }
  }

  @Test
  void a_step_stands_on_its_own_line() {
    try (Progress progress = progress(true, "upgrading")) {
      clock.step(Duration.ofSeconds(1));
      progress.done(7);
      take();
      progress.step("waiting for the migration lock");
      assertThat(take()).isEqualTo("\r" + " ".repeat(22) + "\rwaiting for the migration lock\n");
      progress.step("going on");
      assertThat(take()).isEqualTo("going on\n");
    }
    assertThat(take()).isEmpty();
  }

  @Test
  void where_nobody_watches_only_the_steps_are_told() {
    try (Progress progress = progress(false, "upgrading")) {
      clock.step(Duration.ofSeconds(9));
      progress.done(7);
      progress.step("waiting");
    }
    assertThat(take()).isEqualTo("waiting\n");
  }

  @Test
  void no_line_is_longer_than_a_terminal() {
    try (Progress progress = progress(true, "x".repeat(90))) {
      clock.step(Duration.ofSeconds(1));
      progress.done(7);
      assertThat(take()).hasSize(80);
    }
  }

  private Progress progress(boolean watched, String doing) {
    PrintWriter err = new PrintWriter(shown);
    return new Progress(
        err,
        watched,
        line -> {
          err.print(line + "\n");
          err.flush();
        },
        clock,
        doing,
        "rows");
  }

  private String take() {
    String text = shown.toString();
    shown.getBuffer().setLength(0);
    return text;
  }

  private static final class SteppedClock extends Clock {

    private Instant now = Instant.EPOCH;

    private void step(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
