package org.auditledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A unit of systemd in {@code deploy/systemd}, as far as the tests have to understand it. */
record SystemdUnit(String name, List<Setting> settings) {

  /** A line of it. */
  record Setting(String section, String key, String value) {}

  static final Path DIRECTORY = Checkout.root().resolve("deploy/systemd");

  static List<SystemdUnit> all(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<SystemdUnit> units = new ArrayList<>();
      for (Path file : files.filter(one -> one.toString().endsWith(suffix)).sorted().toList()) {
        units.add(read(file));
      }
      return units;
    }
  }

  static SystemdUnit read(Path file) throws IOException {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    String joined = Files.readString(file).replaceAll("\\\\\\n *", "");
    for (String line : joined.lines().toList()) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int end = line.indexOf('=');
        settings.add(new Setting(section, line.substring(0, end), line.substring(end + 1)));
      }
    }
    return new SystemdUnit(file.getFileName().toString(), settings);
  }

  List<String> values(String key) {
    return settings.stream().filter(one -> one.key().equals(key)).map(Setting::value).toList();
  }

  String value(String key) {
    List<String> values = values(key);
    if (values.size() != 1) {
      throw new IllegalStateException(name + " has " + values.size() + " of " + key);
    }
    return values.get(0);
  }

  /** What comes before the dot: %N. */
  String stem() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The variables that it sets. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (String setting : values("Environment")) {
      int end = setting.indexOf('=');
      environment.put(setting.substring(0, end), specified(setting.substring(end + 1)));
    }
    return environment;
  }

  /** Its commands that are ours, as systemd would have them run: one shell line each. */
  List<String> commands() {
    return values("ExecStart").stream()
        .map(this::specified)
        // A dollar for systemd is two; for the shell that some of them start it is one.
        .map(line -> line.replace("$$", "$"))
        .map(line -> line.startsWith("/bin/sh -c '") ? inner(line) : line)
        .toList();
  }

  private static String inner(String line) {
    return line.substring("/bin/sh -c '".length(), line.length() - 1);
  }

  /** What systemd puts in place of its specifiers. */
  String specified(String text) {
    return text.replace("%%", "\0")
        .replace("%t", "/run")
        .replace("%N", stem())
        .replace("%d", "/run/credentials/" + name)
        .replace("\0", "%");
  }
}
