package org.auditledger.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the command line asks for: bars, and options with a value each. */
record Arguments(List<String> bars, Map<String, String> options) {

  private static final Set<String> OPTIONS =
      Set.of("--rows", "--rounds", "--seconds", "--upgrade", "--server");
  private static final String UPGRADE =
      "./audit-ledger migrate upgrade --ledger-db {dsn} --signing-key {key}";

  Arguments {
    bars = List.copyOf(bars);
    options = Map.copyOf(options);
  }

  static Arguments of(List<String> words) {
    List<String> bars = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (OPTIONS.contains(word) && i + 1 < words.size()) {
        options.put(word, words.get(++i));
      } else if (word.startsWith("-")) {
        throw new IllegalArgumentException(
            word + " is no option with a value; these are: " + OPTIONS);
      } else {
        bars.add(word);
      }
    }
    return new Arguments(bars, options);
  }

  boolean wants(String bar) {
    return bars.isEmpty() || bars.contains(bar);
  }

  /** How often each thing is measured. */
  int rounds(int usual) {
    return number("--rounds", usual);
  }

  /** How long a ledger is. */
  int rows(int usual) {
    return number("--rows", usual);
  }

  /** For how long something is done whose speed is measured. */
  Duration length() {
    return Duration.ofSeconds(number("--seconds", 20));
  }

  /** The command that upgrades, in words: with places for the database and the signing key. */
  List<String> upgrade() {
    return List.of(options.getOrDefault("--upgrade", UPGRADE).split(" ", -1));
  }

  /** Where it is measured. */
  ServerChoice server() {
    return new ServerChoice(Optional.ofNullable(options.get("--server")).map(URI::create));
  }

  private int number(String option, int usual) {
    int number = Integer.parseInt(options.getOrDefault(option, Integer.toString(usual)));
    if (number < 1) {
      throw new IllegalArgumentException(option + " is at least 1, not " + number);
    }
    return number;
  }
}
