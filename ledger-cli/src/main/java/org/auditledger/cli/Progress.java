package org.auditledger.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Long work, as one line on a terminal that is written anew: how much is done, how fast, how long
 * it will take. Where nobody watches, only the steps are told. Nothing in it needs a colour.
 */
final class Progress implements AutoCloseable {

  /** Often enough to see it move, and seldom enough to cost nothing. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A line that wraps cannot be taken back, and no terminal is narrower. */
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final boolean shown;
  private final Consumer<String> talk;
  private final Clock clock;
  private final String doing;
  private final String unit;
  private final Instant begun;

  private Instant drawnAt;
  private int drawn;
  private long total;

  /**
   * @param doing what the work is, as in {@code "verifying"}
   * @param unit what is counted, as in {@code "rows"}
   */
  Progress(
      PrintWriter err,
      boolean shown,
      Consumer<String> talk,
      Clock clock,
      String doing,
      String unit) {
    this.err = err;
    this.shown = shown;
    this.talk = talk;
    this.clock = clock;
    this.doing = doing;
    this.unit = unit;
    this.begun = clock.instant();
    this.drawnAt = begun;
  }

  /** Tells something in a line of its own. */
  synchronized void step(String line) {
    erase();
    talk.accept(line);
  }

  /** How many there are; 0 while that is not known. */
  synchronized void total(long all) {
    total = all;
  }

  /** How many are done by now. */
  synchronized void done(long count) {
    if (!shown) {
      return;
    }
    Instant now = clock.instant();
    if (Duration.between(drawnAt, now).compareTo(PAUSE) < 0) {
      return;
    }
    drawnAt = now;
    draw(line(count, Duration.between(begun, now)));
  }

  private String line(long count, Duration elapsed) {
    double perSecond = count * 1000.0 / elapsed.toMillis();
    StringBuilder line = new StringBuilder(doing);
    line.append(String.format(Locale.ROOT, "  %,d", count));
    if (total > 0) {
      line.append(String.format(Locale.ROOT, " of %,d", total));
    }
    line.append(String.format(Locale.ROOT, " %s  %,.0f/s", unit, perSecond));
    if (total >= count && count > 0) {
      long seconds = Math.round((total - count) / perSecond);
      line.append(
          seconds < 3600
              ? String.format(Locale.ROOT, "  %d:%02d left", seconds / 60, seconds % 60)
              : String.format(
                  Locale.ROOT, "  %,d h %02d min left", seconds / 3600, seconds / 60 % 60));
    }
    return line.substring(0, Math.min(line.length(), WIDTH));
  }

  /** Spaces instead of a terminal's own erasing: they work on every one. */
  private void draw(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    err.flush();
    drawn = line.length();
  }

  private void erase() {
    if (drawn > 0) {
      draw("");
      err.print("\r");
      err.flush();
    }
  }

  /** Leaves the line empty for what comes next. */
  @Override
  public synchronized void close() {
    erase();
  }
}
