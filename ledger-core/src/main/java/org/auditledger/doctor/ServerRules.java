package org.auditledger.doctor;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Judges the server's version and condition. */
final class ServerRules {

  /** Retention does nothing beyond it. */
  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(1);

  /** Five times what vacuum works towards, and half of what there is. */
  private static final long NEAR = 1_000_000_000;

  /** Where vacuum itself drops everything else. */
  private static final long IMMINENT = 1_600_000_000;

  /** Where the server refuses to write. */
  private static final long END = 2_100_000_000;

  private ServerRules() {}

  static void judge(ServerFacts server, Settings settings, Chart chart) {
    chart.saw(sentence(server));
    standby(server, chart);
    version(server, chart);
    wraparound(server, chart);
    chart.found(
        Ailment.AUTOVACUUM_OFF, settings.isServer("autovacuum", "off"), "autovacuum is off");
    chart.found(
        Ailment.CONNECTIONS_SCARCE,
        server.connections() * 10 >= server.places() * 9,
        server.connections() + " of " + server.places() + " connections are taken");
    server
        .recordedCollation()
        .filter(recorded -> !recorded.equals(server.collation()))
        .ifPresent(
            recorded ->
                chart.found(
                    Ailment.COLLATION_CHANGED,
                    "the database was made with version "
                        + recorded
                        + " of its collation, and the server has "
                        + server.collation()));
    server
        .invalidIndexes()
        .forEach(index -> chart.found(Ailment.INDEX_INVALID, "index " + index + " is not valid"));
    chart.found(
        Ailment.CLOCKS_DIFFER,
        server.skew().compareTo(CLOCKS_AGREE) > 0,
        "the server's clock and this machine's are " + Span.of(server.skew()) + " apart, or more");
  }

  private static void standby(ServerFacts server, Chart chart) {
    String lag =
        server.replayLag().isPresent()
            ? "; what it has seen last is "
                + Span.of(Duration.ofSeconds(server.replayLag().getAsLong()))
                + " old"
            : "";
    chart.found(Ailment.STANDBY, server.standby(), "this server only follows another one" + lag);
  }

  private static String sentence(ServerFacts server) {
    return String.format(
        Locale.ROOT,
        "PostgreSQL %s, %,d of %,d connections, %d %% of the way to wraparound",
        number(server),
        server.connections(),
        server.places(),
        Math.max(server.transactions(), server.multixacts()) * 100 / END);
  }

  private static String number(ServerFacts server) {
    return server.version() / 10_000 + "." + server.version() % 10_000;
  }

  private static void version(ServerFacts server, Chart chart) {
    Optional<Release> known = Release.of(server.version());
    if (known.isEmpty()) {
      chart.found(
          Ailment.VERSION_UNTESTED,
          "the server is PostgreSQL " + number(server) + ", and " + Release.newest() + " is known");
      return;
    }
    Release release = known.get();
    LocalDate today = LocalDate.ofInstant(server.today(), ZoneOffset.UTC);
    chart.found(
        Ailment.VERSION_UNSUPPORTED,
        today.isAfter(release.end()),
        "PostgreSQL " + release.major() + " is not maintained since " + release.end());
    chart.found(
        Ailment.MINOR_OLD,
        server.version() % 10_000 < release.tested(),
        "the server is PostgreSQL "
            + number(server)
            + ", and "
            + release.major()
            + "."
            + release.tested()
            + " was tested");
  }

  private static void wraparound(ServerFacts server, Chart chart) {
    long oldest = Math.max(server.transactions(), server.multixacts());
    if (oldest < NEAR) {
      return;
    }
    String what =
        String.format(
            Locale.ROOT,
            "the oldest row that is not frozen is %,d million %s old",
            oldest / 1_000_000,
            oldest == server.transactions() ? "transactions" : "shared locks");
    chart.found(oldest < IMMINENT ? Ailment.WRAPAROUND_NEAR : Ailment.WRAPAROUND_IMMINENT, what);
  }
}
