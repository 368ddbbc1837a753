package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.StandbyServer;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a failover a writer may find itself on the wrong server. */
@OnPostgres
@Timeout(120)
class StandbyAppendTest {

  @TempDir private Path data;

  @Test
  void a_standby_is_named_as_what_it_is_and_no_entry_is_blamed(TestDatabase other)
      throws Exception {
    AtomicReference<String> name = new AtomicReference<>();
    try (StandbyServer server =
            StandbyServer.start(
                other.version(), data, List.of(Ledgers.V1), database -> name.set(database.name()));
        LedgerWriter writer = Ledgers.writer(new TestDatabase(server, name.get()))) {
      assertThatThrownBy(() -> writer.append(Ledgers.draft(1)))
          .hasMessageContaining("this server is read-only, as a standby is")
          .hasMessageContaining("target_session_attrs=read-write")
          .extracting(e -> ((AppendException) e).trouble())
          .isEqualTo(Trouble.UNREACHABLE);
    }
  }
}
