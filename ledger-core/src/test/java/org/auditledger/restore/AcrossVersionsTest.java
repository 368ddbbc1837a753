package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.audit.EraLedgers;
import org.auditledger.backup.Backups;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From each version to each: roots, journal and fingerprints are the same everywhere. */
@OnPostgres
class AcrossVersionsTest {

  @TempDir private Path directory;

  @Test
  void a_ledger_of_one_version_comes_back_on_every_other() throws SQLException, IOException {
    Map<Integer, CrashableServer> servers = new TreeMap<>();
    try {
      for (String version :
          System.getProperty("auditledger.test.postgres.versions").split(",", -1)) {
        int number = Integer.parseInt(version.strip());
        servers.put(number, CrashableServer.start(number));
      }
      for (int from : servers.keySet()) {
        Path home = Files.createDirectory(directory.resolve("from-" + from));
        AuditedLedger ledger =
            EraLedgers.atHead(servers.get(from).create("/ancestor/v0.1.sql"), home);
        Anchor anchor = ledger.seal();
        Path file = home.resolve("a.backup");
        var taken = Backups.take(ledger, Backups.whole(ledger, file));
        for (int to : servers.keySet()) {
          TestDatabase target = servers.get(to).create();
          RestoreOutcome outcome = Restores.of(ledger, file).into(target);
          assertThat(outcome.entriesRoot()).isEqualTo(taken.manifest().entriesRoot());
          AuditedLedger restored = new AuditedLedger(target, ledger.signer(), home);
          TrustedKeys trusted = EraLedgers.trusted(restored);
          LedgerReport report =
              restored.audit(AuditRequest.ofWhole(trusted, Optional.of(anchor), 2));
          assertThat(AuditedLedger.findings(report))
              .as("%s to %s: %s", from, to, outcome.remarks())
              .isEmpty();
          assertThat(report.root()).contains(taken.manifest().entriesRoot());
          String journal =
              "select note from audit_ledger.journal where position <= "
                  + taken.manifest().journal().orElseThrow().position()
                  + " order by position";
          assertThat(target.query(journal)).isEqualTo(ledger.database().query(journal));
        }
      }
    } finally {
      servers.values().forEach(CrashableServer::close);
    }
  }
}
