package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class ServerTest {

  @Test
  void a_local_server_is_what_it_was_said_to_be_and_nothing_else() {
    Server server = Server.local(new HostAndPort("127.0.0.1", 5433), "ledger", "owner", "s3cret");
    assertThat(server).hasToString("postgresql://owner@127.0.0.1:5433/ledger");
    assertThat(server.sslmode()).isEqualTo("disable");
    assertThat(server.warnings()).isEmpty();
    assertThat(server.toLibpqEnvironment())
        .containsEntry("PGHOST", "127.0.0.1")
        .containsEntry("PGPORT", "5433")
        .containsEntry("PGDATABASE", "ledger")
        .containsEntry("PGUSER", "owner")
        .containsEntry("PGPASSWORD", "s3cret")
        .containsEntry("PGSSLMODE", "disable")
        .hasSize(6);
    Properties properties = server.properties();
    assertThat(properties.getProperty("sslmode")).isEqualTo("disable");
    assertThat(properties.getProperty("password")).isEqualTo("s3cret");
    assertThatThrownBy(() -> Server.local(new HostAndPort("db", 5433), "d", "u", "p"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @OnPostgres
  void a_local_server_can_be_used(TestDatabase database) {
    HostAndPort address = new HostAndPort(database.host(), database.port());
    Server server = Server.local(address, database.name(), database.user(), database.password());
    try (Session session = Session.open(server, SessionSettings.reading())) {
      assertThat(session.serverVersion() / 10_000).isEqualTo(database.version());
    }
  }

  @Test
  void all_its_secrets_are_known_to_who_has_to_hide_them() {
    assertThat(ConnectionStringTest.server("postgresql://u:a%20b@h/d?sslpassword=key1").secrets())
        .containsExactly("a b", "key1");
    assertThat(ConnectionStringTest.server("host=h password='' sslpassword=''").secrets())
        .isEmpty();
  }
}
