package org.auditledger.bench;

import java.util.Locale;

/**
 * What was measured of one bar.
 *
 * @param text for people: Markdown, from its heading on
 * @param figures for programs: what becomes JSON
 */
record Section(String bar, String text, Object figures) {

  /** Where a section's heading begins, and where the bar's number ends in it. */
  static final String HEADING = "## ";

  static final String HEADING_END = ":";

  /** The text of a section, line by line. */
  static final class Text {
    private final String bar;
    private final StringBuilder lines = new StringBuilder();

    /** Begins with its heading, and on what it was measured: other sections may be of others. */
    Text(String bar, String target) {
      this.bar = bar;
      lines.append(HEADING).append(bar).append(HEADING_END).append(' ').append(target);
      line("\n\nOn %d processors, Java %d, %s.\n", processors(), java(), system());
    }

    private static int processors() {
      return Runtime.getRuntime().availableProcessors();
    }

    private static int java() {
      return Runtime.version().feature();
    }

    private static String system() {
      return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    Text line(String format, Object... values) {
      lines.append(String.format(Locale.ROOT, format, values)).append('\n');
      return this;
    }

    Section with(Object figures) {
      return new Section(bar, lines.toString(), figures);
    }
  }
}
