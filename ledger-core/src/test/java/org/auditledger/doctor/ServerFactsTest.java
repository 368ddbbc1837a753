package org.auditledger.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.auditledger.testing.EmbeddedTestServer;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;

class ServerFactsTest {

  @OnEveryPostgres
  void every_version_tells_its_condition_and_is_the_one_that_is_said_to_be_tested(
      TestDatabase database) throws Exception {
    try (Connection connection = database.connect()) {
      ServerFacts facts = ServerFacts.read(connection, Clock.systemUTC());
      Release release = Release.of(facts.version()).orElseThrow();
      assertThat(facts.version() / 10_000).isEqualTo(release.major());
      if (database.server() instanceof EmbeddedTestServer) {
        // Whoever makes a container's image chooses its minor version, newer or older than ours.
        assertThat(facts.version() % 10_000).isEqualTo(release.tested());
      }
      assertThat(facts.skew()).isLessThan(Duration.ofSeconds(5));
      assertThat(facts.connections()).isBetween(1L, facts.places());
      assertThat(facts.unusedSlots()).isEmpty();
      assertThat(facts.invalidIndexes()).isEmpty();
      assertThat(Settings.read(connection).ofServer("data_checksums"))
          .contains(database.version() < 18 ? "off" : "on");
      Clock behind = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofMinutes(-5));
      assertThat(ServerFacts.read(connection, behind).skew())
          .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(301));
    }
  }
}
