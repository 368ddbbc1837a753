package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFilesTest {

  @TempDir private Path home;

  private final Map<String, String> variables = new HashMap<>();

  private Server server(String text) {
    return (Server) ConnectionString.parse(text, new ClientEnvironment(variables, home, "osuser"));
  }

  private String password(String text) {
    return server(text).properties().getProperty("password");
  }

  private void passwords(String... lines) throws IOException {
    write(".pgpass", "rw-------", lines);
  }

  private Path write(String name, String permissions, String... lines) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void the_first_fitting_line_of_the_password_file_counts() throws IOException {
    passwords(
        "# h:5432:d:u:comment",
        "",
        "too:few:fields",
        "other:5432:d:u:wrong",
        "h:5433:d:u:port",
        "h:*:d2:u:database",
        "\\:\\:1:5432:*:u:six",
        "h\\\\x:*:*:*:backslash",
        "h:5432:d:u:pa\\:ss\\\\w\\ord",
        "*:*:*:*:last:and ignored");
    assertThat(password("host=h dbname=d user=u")).isEqualTo("pa:ss\\word");
    assertThat(password("host=h dbname=d user=u port=5433")).isEqualTo("port");
    assertThat(password("host=h dbname=d2 user=u port=9")).isEqualTo("database");
    assertThat(password("host=::1 dbname=d user=u")).isEqualTo("six");
    assertThat(password("host=elsewhere")).isEqualTo("last");
    assertThat(password("host=h dbname=d user=u password=given")).isEqualTo("given");
    variables.put("PGPASSWORD", "environment");
    assertThat(password("host=h dbname=d user=u")).isEqualTo("environment");
  }

  @Test
  void no_line_that_fits_is_no_password() throws IOException {
    passwords("h:5432:d:u:secret", "h:5432:d:u2");
    assertThat(server("host=h dbname=d user=v").hasPassword()).isFalse();
    assertThat(server("host=h dbname=d user=u2").hasPassword()).isFalse();
    assertThat(server("host=h dbname=d user=u").hasPassword()).isTrue();
  }

  @Test
  void a_password_file_that_others_can_read_is_ignored_and_says_so() throws IOException {
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Path file = write(".pgpass", permissions, "*:*:*:*:secret");
      Server server = server("host=h");
      assertThat(server.hasPassword()).isFalse();
      assertThat(server.warnings()).singleElement().asString().contains(file + "", "chmod 0600");
      assertThat(server.warnings()).noneMatch(warning -> warning.contains("secret"));
    }
    passwords("*:*:*:*:secret");
    assertThat(server("host=h").warnings()).isEmpty();
  }

  @Test
  void another_password_file_can_be_named() throws IOException {
    Path file = write("elsewhere", "rw-------", "*:*:*:*:named");
    passwords("*:*:*:*:home");
    assertThat(password("host=h passfile=" + file)).isEqualTo("named");
    variables.put("PGPASSFILE", file.toString());
    assertThat(password("host=h")).isEqualTo("named");
    variables.put("PGPASSFILE", home.toString());
    assertThat(server("host=h").warnings()).singleElement().asString().contains("plain file");
  }

  @Test
  void hosts_must_agree_on_the_password() throws IOException {
    passwords("a:*:*:*:one", "b:*:*:*:two", "c:*:*:*:one");
    assertThat(password("host=a,c")).isEqualTo("one");
    assertThat(password("host=a,unlisted")).isEqualTo("one");
    assertThatThrownBy(() -> server("host=a,b"))
        .hasMessageContaining("different passwords")
        .hasMessageNotContainingAny("one\n", "two\n");
  }

  @Test
  void a_service_stands_between_the_text_and_the_environment() throws IOException {
    write(
        ".pg_service.conf",
        "rw-r--r--",
        "# comment",
        "[other]",
        "host=wrong",
        "[ledger]",
        " host=servicehost",
        "port=5555",
        "password=with = and 'quotes'",
        "",
        "[after]",
        "nonsense");
    variables.putAll(Map.of("PGHOST", "envhost", "PGUSER", "envuser", "PGSERVICE", "ledger"));
    assertThat(server("dbname=d")).hasToString("postgresql://envuser@servicehost:5555/d");
    assertThat(password("service=ledger")).isEqualTo("with = and 'quotes'");
    assertThat(server("service=ledger host=given dbname=d"))
        .hasToString("postgresql://envuser@given:5555/d");
    assertThat(server("postgresql://?service=ledger&dbname=d"))
        .hasToString("postgresql://envuser@servicehost:5555/d");
    assertThat(server("jdbc:postgresql:d?service=ledger"))
        .hasToString("postgresql://envuser@servicehost:5555/d");
    assertThat(server("service=ledger").toLibpqEnvironment()).doesNotContainKey("PGSERVICE");
    assertThatThrownBy(() -> server("service=missing"))
        .hasMessageContaining("no [missing] in " + home.resolve(".pg_service.conf"));
    assertThatThrownBy(() -> server("service=after"))
        .hasMessageContaining("parameter 10 is not of the form");
  }

  @Test
  void service_files_are_looked_for_where_libpq_looks() throws IOException {
    Path system = Files.createDirectory(home.resolve("etc"));
    Files.writeString(system.resolve("pg_service.conf"), "[s]\nhost=system\n");
    variables.put("PGSYSCONFDIR", system.toString());
    assertThat(server("service=s").hosts().get(0).host()).isEqualTo("system");
    Path named = write("named.conf", "rw-------", "[s]", "host=named");
    variables.put("PGSERVICEFILE", named.toString());
    assertThat(server("service=s").hosts().get(0).host()).isEqualTo("named");
    Path better = write("better.conf", "rw-------", "[s]", "host=better");
    assertThat(server("service=s servicefile=" + better).hosts().get(0).host()).isEqualTo("better");
    variables.put("PGSERVICEFILE", home.resolve("absent").toString());
    assertThatThrownBy(() -> server("service=s")).hasMessageContaining("does not exist");
  }

  @Test
  void a_service_with_a_mistake_names_the_line_and_hides_the_password() throws IOException {
    write(".pg_service.conf", "rw-------", "[a]", "hots=x", "[b]", "password=p", "se=cret");
    assertThatThrownBy(() -> server("service=a"))
        .hasMessageContainingAll("\"hots\" at position 2", "did you mean \"host\"?");
    assertThatThrownBy(() -> server("service=b"))
        .hasMessageContaining("position 5")
        .hasMessageNotContaining("\"se\"");
    write(".pg_service.conf", "rw-------", "[a]", "service=b");
    assertThatThrownBy(() -> server("service=a")).hasMessageContaining("do not nest");
  }
}
