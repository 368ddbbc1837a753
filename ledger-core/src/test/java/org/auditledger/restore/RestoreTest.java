package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backups;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnPostgres
@Template("/ancestor/v0.1.sql")
class RestoreTest {

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void a_restored_ledger_is_the_one_that_was_backed_up(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(700);
    Anchor anchor = ledger.seal();
    ledger.append(20);
    LedgerReport live = ledger.audit(Optional.of(anchor));
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    try (EmptyDatabase empty = EmptyDatabase.beside(database)) {
      RestoreOutcome outcome = Restores.of(ledger, file).into(empty.database());
      AuditedLedger restored = new AuditedLedger(empty.database(), ledger.signer(), keys);
      LedgerReport report = restored.audit(Optional.of(anchor));
      assertThat(AuditedLedger.findings(report)).isEmpty();
      assertThat(report.root()).isEqualTo(live.root());
      assertThat(report.head()).isEqualTo(live.head());
      assertThat(outcome.remarks()).isEmpty();
      assertThat(outcome.isNew()).isTrue();
      assertThat(Restores.failures(restored)).isEmpty();
      // It goes on as the ledger would have.
      restored.append(5);
      Anchor next = restored.seal();
      assertThat(AuditedLedger.findings(restored.audit(Optional.of(next)))).isEmpty();
      assertThat(List.of(anchor)).doesNotContain(next);
    }
  }
}
