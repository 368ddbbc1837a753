package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.auditledger.cli.demo.Demo;
import org.auditledger.cli.demo.Played;
import org.jspecify.annotations.Nullable;

/**
 * A demo that went as told.
 *
 * @param directory where all of it is, or null when it is gone
 */
record DemoAnswer(String format, @Nullable String directory, long milliseconds, List<Played> steps)
    implements Answer {

  static DemoAnswer of(@Nullable String directory, List<Played> steps, Duration took) {
    return new DemoAnswer("audit-ledger/demo/1", directory, took.toMillis(), steps);
  }

  @Override
  public String text() {
    String done =
        String.format(
            Locale.ROOT,
            "%d steps, each as it was told, in %.1f s.",
            steps.size(),
            milliseconds / 1000.0);
    return directory == null
        ? done + " Nothing is left of it; --keep DIRECTORY would leave all of it.\n"
        : done + "\n\n" + Demo.afterwards(Path.of(directory));
  }
}
