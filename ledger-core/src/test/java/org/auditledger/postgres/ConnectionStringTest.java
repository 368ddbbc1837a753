package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Without a leading password the fields are: what toString shows, and the password. */
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
          postgresql://                                 | postgresql://osuser@localhost:5432/osuser |
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
          postgresql://%75ser:%70w%40%3A%2f@h%31:%35/d%2Fx | postgresql://user@h1:5/d/x     | pw@:/
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                     | is empty
          '   '                                  | is empty
          ledger                                 | no form that is known
          mysql://u:p@h/d                        | scheme is not postgresql
          postgresql+asyncpg://u:p@h/d           | scheme is not postgresql
          postgresql:u:p@h/d                     | no form that is known
          postgresql://u:p@h/d?sslmod=require    | "sslmod" at position 1 @ did you mean "sslmode"?
          postgresql://u:p@h/d?conect_timeout=1  | did you mean "connect_timeout"?
          postgresql://u:p@h/d?database=x        | did you mean "dbname"?
          jdbc:postgresql://h/d?usr=x            | "usr" @ did you mean "user"?
          jdbc:postgresql://h/d?sslMode=require  | did you mean "sslmode"?
          jdbc:postgresql://h/d?currentSchema=x  | "currentSchema" cannot be set here
          jdbc:postgresql://h/d?socketFactory=x  | "socketFactory" cannot be set here
          jdbc:postgresql://h/d?targetServerType=x | targetServerType has a value
          jdbc:postgresql://h/d?zzzzzzz=1        | "zzzzzzz" @ correct or remove it
          host=h databse=d                       | "databse"
          hots=h                                 | did you mean "host"?
          host=h dbname                          | parameter 2 is not of the form name=value
          host=h =d                              | parameter 2 is not of the form name=value
          host='h                                | parameter 1 does not end
          postgresql://h/d?sslmode               | parameter 1 is not of the form name=value
          postgresql://h:x/d                     | port of host 1 is not a number
          postgresql://h:0/d                     | port of host 1 is not a number
          postgresql://h:65536/d                 | port of host 1 is not a number
          postgresql://a:1,h:99999999999/d       | port of host 2 is not a number
          host=a,b port=1,2,3                    | 2 hosts and 3 ports
          postgresql://u:%zz@h/d                 | the password cannot be percent-decoded
          postgresql://u:p%@h/d                  | the password cannot be percent-decoded
          postgresql://u:%4@h/d                  | the password cannot be percent-decoded
          postgresql://u:%00@h/d                 | the password cannot be percent-decoded
          postgresql://u:%ff@h/d                 | the password cannot be percent-decoded
          postgresql://u@h/%                     | the database's name cannot be percent-decoded
          postgresql://u@h/d?sslmode=%x1         | parameter 1 cannot be percent-decoded
          postgresql://[::1/d                    | is not [address]
          postgresql://[::1]x/d                  | is not [address]
          postgresql://[]/d                      | is not [address]
          postgresql://u:p@ss@h/d                | which @ ends the password
          postgresql://u:1/2@h/d                 | which @ ends the password
          host=/var/run/postgresql               | Unix-domain socket @ host=localhost
          postgresql://%2Fvar%2Frun/d            | Unix-domain socket
          host=@abstract                         | Unix-domain socket
          host='a b'                             | holds a character
          host=h hostaddr=1.2.3.4                | both given
          host=h sslmode=verify_full             | sslmode has a value @ verify-full
          host=h sslrootcert=system sslmode=require | needs sslmode=verify-full
          host=h sslrootcert=system sslcert=x    | together with sslcert
          host=localhost sslnegotiation=direct   | needs sslmode=require
          host=h target_session_attrs=rw         | target_session_attrs has a value @ read-write
          host=h load_balance_hosts=yes          | load_balance_hosts has a value
          host=h keepalives=yes                  | keepalives has a value
          host=h channel_binding=x               | channel_binding has a value
          host=h connect_timeout=soon            | connect_timeout is not a whole number
          host=h sslcrl=/x                       | sslcrl has a value that cannot be honoured
          host=h client_encoding=LATIN1          | client_encoding has a value that cannot
          host=h replication=database            | replication has a value that cannot
          host=h requirepeer=x                   | requirepeer has a value that cannot
          host=h ssl_min_protocol_version=TLSv1.3 | ssl_min_protocol_version has a value
          host=h oauth_issuer=x                  | oauth_issuer has a value that cannot
          service=x                              | service "x": it is not defined
          """)
  void what_cannot_be_understood_is_refused(String text, String parts) {
    assertThatThrownBy(() -> server(text))
        .isInstanceOf(ConnectionStringException.class)
        .message()
        .contains(parts.split(" @ "))
        .hasLineCount(3);
  }

  @Test
  void what_only_tunes_is_accepted_with_a_warning() {
    assertThat(server("host=h keepalives_idle=5 fallback_application_name=x").warnings())
        .containsExactly("the parameter keepalives_idle has no effect here");
    assertThat(server("host=h client_encoding=UTF8 sslsni=1 replication=false").warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST=h", "Host=h"})
  void libpq_names_are_lower_case(String text) {
    assertThatThrownBy(() -> server(text)).hasMessageContaining("did you mean \"host\"?");
  }
}
