package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.auditledger.audit.Attack;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How verify ends after an attack follows from where it is found; the worst of several counts. */
@OnPostgres
class AttackExitTest {

  @TempDir private Path directory;

  @Test
  void posture_ends_with_11_content_with_10_and_history_with_12(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(310);
    String anchor = VerifyRuns.anchor(ledger);
    ledger.append(20);
    Map<String, ExitCode> attacks = new LinkedHashMap<>();
    attacks.put("an index dropped", ExitCode.POSTURE_WEAKER);
    attacks.put(
        "an entry of another schema version, and its column default put back",
        ExitCode.CHAIN_BROKEN);
    attacks.put("a tile edited", ExitCode.HISTORY_BROKEN);
    for (Map.Entry<String, ExitCode> each : attacks.entrySet()) {
      Attack attack = Attack.named(each.getKey());
      ledger.tamper(attack.sql());
      CommandLineRun run = ledger.run("verify", "--anchor", anchor, "--json");
      assertThat(run.exit()).as("%s", run).isEqualTo(each.getValue().code());
      JsonNode findings = JsonSchema.check(run.stdout()).get("findings");
      for (String found : attack.finds()) {
        assertThat(StreamSupport.stream(findings.spliterator(), false))
            .as("%s", run)
            .anyMatch(finding -> found.startsWith(words(finding)));
      }
      for (JsonNode finding : findings) {
        for (String part : new String[] {"what", "why", "next"}) {
          assertThat(finding.get(part).asString()).as("%s", finding).isNotBlank();
        }
      }
    }
  }

  private static String words(JsonNode finding) {
    return finding.get("area").asString() + " " + finding.get("code").asString();
  }
}
