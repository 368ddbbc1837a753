package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What this program was built from, as Maven wrote it down.
 *
 * @param commit null when the build was not told
 * @param time the reproducible time stamp of the build, not the moment it ran
 * @param postgresql version of the server it brings along
 */
record Build(String version, @Nullable String commit, String time, String postgresql) {

  /** Reads the facts that lie beside this class. */
  static Build load() {
    Properties facts = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing from the program");
      }
      facts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read", e);
    }
    String commit = fact(facts, "commit");
    String binaries = fact(facts, "postgresql");
    return new Build(
        fact(facts, "version"),
        commit.isEmpty() ? null : commit,
        fact(facts, "time"),
        // The packager of the binaries appends a number of its own to PostgreSQL's two.
        binaries.substring(0, binaries.lastIndexOf('.')));
  }

  private static String fact(Properties facts, String name) {
    String value = facts.getProperty(name);
    if (value == null || value.startsWith("${")) {
      throw new IllegalStateException("build.properties lacks " + name);
    }
    return value;
  }
}
