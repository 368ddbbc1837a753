package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the other tests take for granted. */
@OnPostgres
class TestDatabaseTest {

  @OnEveryPostgres
  void every_version_is_the_one_it_says(TestDatabase database) throws SQLException {
    assertThat(database.query("show server_version").get(0)).startsWith(database.version() + ".");
    assertThat(database.query("show server_encoding")).containsExactly("UTF8");
  }

  @Test
  void two_databases_share_a_server_and_nothing_else(TestDatabase one, TestDatabase other)
      throws SQLException {
    one.execute("create table t (n int)");
    assertThat(other.query("select to_regclass('t')")).containsOnlyNulls();
    assertThat(one.port()).isEqualTo(other.port());
  }

  @Test
  @Template("/org/auditledger/testing/template.sql")
  void a_template_is_there_from_the_start(TestDatabase database) throws SQLException {
    assertThat(database.query("select word from greeting")).containsExactly("hello");
  }
}
