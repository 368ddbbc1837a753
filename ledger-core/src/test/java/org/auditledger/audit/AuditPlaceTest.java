package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.auditledger.control.ThisProcess;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A ledger that was never adopted can be verified by who may know nothing of its cluster. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class AuditPlaceTest {

  private static final ThisProcess PROCESS = new ThisProcess("desk-1", "audit-ledger test");

  @Test
  void what_a_role_may_not_ask_is_left_out_and_where_there_is_no_journal_there_is_no_end_of_one(
      TestDatabase database) throws SQLException {
    AuditPlace owner = AuditPlace.look(server(database.dsn()), PROCESS);
    assertThat(owner.database()).isPresent();
    assertThat(owner.journal()).isEmpty();
    assertThat(owner.actor().host()).isEqualTo("desk-1");
    assertThat(owner.actor().tool()).isEqualTo("audit-ledger test");

    String role = "stranger_" + database.name();
    database.execute(
        "create role "
            + role
            + " login password 'pa55word';"
            + "revoke execute on function pg_catalog.pg_control_system() from public");
    String dsn =
        database
            .dsn()
            .replace(database.user() + ":" + database.password() + "@", role + ":pa55word@");
    AuditPlace stranger = AuditPlace.look(server(dsn), PROCESS);
    assertThat(stranger.database()).isEmpty();
    assertThat(stranger.actor().databaseRole()).isEqualTo(role);
  }

  private static Server server(String dsn) {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/none"), "nobody");
    return (Server) ConnectionString.parse(dsn, nobody);
  }
}
