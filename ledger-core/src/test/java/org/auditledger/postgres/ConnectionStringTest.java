package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStringTest {

  private static final Path NOWHERE = Path.of("/nonexistent");

  static ClientEnvironment environment(Map<String, String> variables) {
    return new ClientEnvironment(variables, NOWHERE, "osuser");
  }

  static Server server(String text) {
    return server(text, Map.of());
  }

  static Server server(String text, Map<String, String> variables) {
    return (Server) ConnectionString.parse(text, environment(variables));
  }

  /** What is typed, what toString shows, and the password. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://u:p@h:5433/d                     | postgresql://u@h:5433/d           | p
          postgres://u:p@h/d                            | postgresql://u@h:5432/d           | p
          POSTGRES://u:p@h/d                            | postgresql://u@h:5432/d           | p
          postgresql+psycopg://u:p@h/d                  | postgresql://u@h:5432/d           | p
          postgresql+psycopg2://u:p@h/d                 | postgresql://u@h:5432/d           | p
          jdbc:postgresql://h:5433/d?user=u&password=p  | postgresql://u@h:5433/d           | p
          jdbc:postgresql://u:p@h/d                     | postgresql://u@h:5432/d           | p
          jdbc:postgresql://h/?user=u                   | postgresql://u@h:5432/u           |
          jdbc:postgresql:d                             | postgresql://osuser@localhost:5432/d |
          jdbc:postgresql://h/d?user=u&password=a+b%2B  | postgresql://u@h:5432/d           | a b+
          postgresql://u:a+b@h/d                        | postgresql://u@h:5432/d           | a+b
          host=h port=5433 user=u password=p dbname=d   | postgresql://u@h:5433/d           | p
          postgresql://u@h/d                            | postgresql://u@h:5432/d           |
          postgresql://:p@h/d                           | postgresql://osuser@h:5432/d      | p
          postgresql://u:p:q@h/d                        | postgresql://u@h:5432/d           | p:q
          postgresql://?user=u                          | postgresql://u@localhost:5432/u   |
          jdbc:postgresql://h/d?user=u&password=p@q     | postgresql://u@h:5432/d           | p@q
          postgresql:///d                               | postgresql://osuser@localhost:5432/d |
          postgresql://u@                               | postgresql://u@localhost:5432/u   |
          postgresql://h?user=u                         | postgresql://u@h:5432/u           |
          postgresql://u@[::1]:5433/d                   | postgresql://u@[::1]:5433/d       |
          postgresql://[2001:db8::1]/d?user=u           | postgresql://u@[2001:db8::1]:5432/d |
          postgresql://u@h1:5433,h2/d                   | postgresql://u@h1:5433,h2:5432/d  |
          postgresql://u@h1:5433,[::1]:6/d              | postgresql://u@h1:5433,[::1]:6/d  |
          host=a,b port=1,2 user=u dbname=d             | postgresql://u@a:1,b:2/d          |
          host=a,b port=7 user=u dbname=d               | postgresql://u@a:7,b:7/d          |
          host=a,b port=,2 user=u dbname=d              | postgresql://u@a:5432,b:2/d       |
          hostaddr=10.0.0.1 user=u dbname=d             | postgresql://u@10.0.0.1:5432/d    |
          postgresql://%75ser:%70w%40%3A%2f@h%31:%35/d%2Fx | postgresql://user@h1:5/d/x | pw@:/
          postgresql://u%C3%A9@h/d                      | postgresql://ué@h:5432/d          |
          postgresql://x@h/y?user=u&dbname=d&port=9     | postgresql://u@h:9/d              |
          user = u   dbname= d host =h                  | postgresql://u@h:5432/d           |
          host=h dbname=d user=u password=a\\\\ b\\\\c    | postgresql://u@h:5432/d           | a bc
          postgresql://u@h/d?options=-c%20role=owner    | postgresql://u@h:5432/d           |
          """)
  void every_form_is_understood(String text, String shown, String password) {
    Server server = server(text.replace("\\\\", "\\"));
    assertThat(server).hasToString(shown);
    assertThat(server.properties().getProperty("password"))
        .isEqualTo(password == null ? "" : password);
    assertThat(server.hasPassword()).isEqualTo(password != null);
  }

  @Test
  void quotes_and_backslashes_are_read_as_libpq_reads_them() {
    Server server =
        server("  user='u v'\tpassword = 'it\\'s \\\\ = x' dbname='' host=h\\1 \noptions='-c a=b'");
    assertThat(server.user()).isEqualTo("u v");
    assertThat(server.database()).isEqualTo("u v");
    assertThat(server.properties())
        .containsEntry("password", "it's \\ = x")
        .containsEntry("options", "-c a=b");
  }

  @Test
  void the_environment_fills_what_is_left_open_and_overrides_nothing() {
    Map<String, String> variables =
        Map.of(
            "PGHOST", "envhost",
            "PGPORT", "1234",
            "PGDATABASE", "envdb",
            "PGUSER", "envuser",
            "PGPASSWORD", "envpassword",
            "PGSSLMODE", "require",
            "PGOPTIONS", "-c a=b",
            "PGAPPNAME", "app",
            "PGCONNECT_TIMEOUT", "7");
    Server server = server("postgresql://", variables);
    assertThat(server).hasToString("postgresql://envuser@envhost:1234/envdb");
    assertThat(server.properties())
        .containsEntry("password", "envpassword")
        .containsEntry("sslmode", "require")
        .containsEntry("options", "-c a=b")
        .containsEntry("ApplicationName", "app")
        .containsEntry("connectTimeout", "7");
    assertThat(server("postgresql://u:p@h:1/d?sslmode=disable", variables))
        .hasToString("postgresql://u@h:1/d")
        .extracting(s -> s.properties().getProperty("sslmode"))
        .isEqualTo("disable");
    assertThat(server("host=h dbname=d", Map.of("PGHOSTADDR", "10.0.0.1")).hosts())
        .containsExactly(new HostAndPort("h", 5432));
  }

  @ParameterizedTest
  @CsvSource({
    "host=localhost,prefer",
    "host=127.0.0.1,prefer",
    "host=127.1.2.3,prefer",
    "host=::1,prefer",
    "postgresql://[::1]/d,prefer",
    "host=db.example.com,verify-full",
    "host=127.0.0.1.example.com,verify-full",
    "host=localhost.example.com,verify-full",
    "'host=localhost,db',verify-full",
    "host=db sslmode=disable,disable",
    "host=localhost sslmode=verify-ca,verify-ca",
    "host=localhost sslrootcert=system,verify-full",
    "postgresql://db?ssl=true,require",
    "jdbc:postgresql://localhost/d?ssl=true,verify-full",
  })
  void off_this_host_the_server_must_prove_who_it_is(String text, String sslmode) {
    Server server = server(text);
    assertThat(server.sslmode()).isEqualTo(sslmode);
    assertThat(server.properties()).containsEntry("sslmode", sslmode);
    assertThat(server.toLibpqEnvironment()).containsEntry("PGSSLMODE", sslmode);
  }

  @Test
  void libpq_parameters_get_their_drivers_names() {
    Properties properties =
        server(
                "host=h dbname=d user=u connect_timeout=3 target_session_attrs=read-write"
                    + " keepalives=0 channel_binding=require gssencmode=disable sslcert=c sslkey=k"
                    + " sslrootcert=r sslpassword=s load_balance_hosts=random krbsrvname=x"
                    + " require_auth=scram-sha-256 sslnegotiation=direct application_name=me")
            .properties();
    assertThat(properties)
        .containsEntry("connectTimeout", "3")
        .containsEntry("targetServerType", "primary")
        .containsEntry("tcpKeepAlive", "false")
        .containsEntry("channelBinding", "require")
        .containsEntry("gssEncMode", "disable")
        .containsEntry("sslcert", "c")
        .containsEntry("sslkey", "k")
        .containsEntry("sslrootcert", "r")
        .containsEntry("sslpassword", "s")
        .containsEntry("loadBalanceHosts", "true")
        .containsEntry("kerberosServerName", "x")
        .containsEntry("requireAuth", "scram-sha-256")
        .containsEntry("sslNegotiation", "direct")
        .containsEntry("ApplicationName", "me")
        .containsEntry("PGHOST", "h")
        .containsEntry("PGDBNAME", "d");
    assertThat(server("host=h sslrootcert=system").properties())
        .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
        .doesNotContainKey("sslrootcert");
    assertThat(server("host=h").properties()).containsEntry("tcpKeepAlive", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "any,any",
    "read-write,primary",
    "primary,primary",
    "read-only,secondary",
    "standby,secondary",
    "prefer-standby,preferSecondary"
  })
  void a_kind_of_server_can_be_asked_for(String libpq, String driver) {
    assertThat(server("host=h target_session_attrs=" + libpq).properties())
        .containsEntry("targetServerType", driver);
  }

  @Test
  void jdbc_parameters_of_the_drivers_own_are_passed_on() {
    Server server =
        server(
            "jdbc:postgresql://h/d?user=u&socketTimeout=5&targetServerType=preferSlave"
                + "&tcpKeepAlive=false&loadBalanceHosts=true");
    assertThat(server.properties())
        .containsEntry("socketTimeout", "5")
        .containsEntry("targetServerType", "preferSecondary")
        .containsEntry("tcpKeepAlive", "false")
        .containsEntry("loadBalanceHosts", "true");
  }

  @Test
  void a_directory_names_a_server_of_our_own() {
    assertThat(ConnectionString.parse("embedded:some/dir", environment(Map.of())))
        .isEqualTo(new Target.Embedded(Path.of("some/dir")));
    assertThatThrownBy(() -> ConnectionString.parse("embedded:", environment(Map.of())))
        .hasMessageContaining("embedded:DIRECTORY");
  }

  @Test
  void child_processes_get_everything_by_environment_and_nothing_to_resolve_again() {
    Map<String, String> child =
        server(
                "host=a,b port=1,2 user=u password=p dbname=d sslrootcert=/r options='-c x=y'"
                    + " target_session_attrs=any connect_timeout=4",
                Map.of("PGHOSTADDR", "10.0.0.1", "PGKRBSRVNAME", "k"))
            .toLibpqEnvironment();
    assertThat(child)
        .containsOnly(
            Map.entry("PGHOST", "a,b"),
            Map.entry("PGPORT", "1,2"),
            Map.entry("PGUSER", "u"),
            Map.entry("PGPASSWORD", "p"),
            Map.entry("PGDATABASE", "d"),
            Map.entry("PGSSLMODE", "verify-full"),
            Map.entry("PGSSLROOTCERT", "/r"),
            Map.entry("PGOPTIONS", "-c x=y"),
            Map.entry("PGTARGETSESSIONATTRS", "any"),
            Map.entry("PGCONNECT_TIMEOUT", "4"),
            Map.entry("PGKRBSRVNAME", "k"));
  }

  @Test
  void what_only_tunes_is_accepted_with_a_warning() {
    assertThat(server("host=h keepalives_idle=5 fallback_application_name=x").warnings())
        .containsExactly("the parameter keepalives_idle has no effect here");
    assertThat(server("host=h client_encoding=UTF8 sslsni=1 replication=false").warnings())
        .isEmpty();
  }
}
