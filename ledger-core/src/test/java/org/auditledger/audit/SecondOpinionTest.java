package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two verifiers, in two languages, say the same of every ledger. */
@OnPostgres
class SecondOpinionTest {

  @TempDir private Path directory;

  @Test
  void its_text_is_that_of_the_stored_function() {
    String deploy =
        MigrationSet.ledger().migrations().stream()
            .filter(migration -> migration.version().toString().equals("4"))
            .findFirst()
            .orElseThrow()
            .deploy()
            .sql();
    int begin = deploy.indexOf("return query", deploy.indexOf("function public.ledger_verify"));
    String stored =
        deploy.substring(begin + "return query".length(), deploy.indexOf(";\nend\n", begin));
    String sent = SecondOpinion.query().replaceAll("(?m)^--.*\\n", "");
    assertThat(words(sent))
        .isEqualTo(
            words(
                stored
                    .replace("ledger_verify.first", "null::bigint")
                    .replace("ledger_verify.last", "null::bigint")));
  }

  private static String words(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }

  @OnEveryPostgres(lasting = true)
  @Template("/ancestor/v0.1.sql")
  void both_say_the_same_of_good_and_of_tampered_ledgers(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    assertThat(AuditedLedger.findings(audit(ledger))).isEmpty();
    for (String unique :
        database.query(
            "select format('alter table public.ledger_entries drop constraint %I', conname)"
                + " from pg_constraint where contype = 'u'"
                + " and conrelid = 'public.ledger_entries'::regclass")) {
      database.execute(unique);
    }
    Random random = new Random(20261126);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      int at = 2 + random.nextInt(110);
      ledger.tamper(tampering(random.nextInt(7), at));
      found = AuditedLedger.findings(audit(ledger));
      assertThat(found).as("tampering " + i).noneMatch(f -> f.contains("SECOND_OPINION"));
    }
    assertThat(found).as("what was tampered with").hasSizeGreaterThan(10);
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_number_that_sql_cannot_count_with_spares_no_other_entry(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(20);
    ledger.tamper(
        "update public.ledger_entries set sequence_number = "
            + Long.MIN_VALUE
            + " where sequence_number = 20",
        "update public.ledger_entries set reasoning = 'x' where sequence_number = 7");
    assertThat(AuditedLedger.findings(audit(ledger)))
        .containsExactly(
            "chain ENTRY_OUT_OF_ORDER " + Long.MIN_VALUE,
            "chain ENTRY_OUT_OF_ORDER " + Long.MIN_VALUE,
            "chain ENTRY_HASH_WRONG 7",
            "chain SECOND_OPINION_DIFFERS");
  }

  private static String tampering(int kind, int at) {
    String where = " where sequence_number = " + at;
    String update = "update public.ledger_entries set ";
    return switch (kind) {
      case 0 -> update + "reasoning = coalesce(reasoning, '') || 'x'" + where;
      case 1 -> update + "previous_hash = entry_hash" + where;
      case 2 -> update + "entry_hash = encode(sha256(entry_hash::text::bytea), 'hex')" + where;
      case 3 -> "delete from public.ledger_entries" + where;
      case 4 -> update + "timestamp = timestamp + interval '1 microsecond'" + where;
      case 5 -> update + "sequence_number = sequence_number + 1" + where;
      default -> update + "sequence_number = sequence_number + 100000" + where;
    };
  }

  private static LedgerReport audit(AuditedLedger ledger) {
    return ledger.audit(
        new AuditRequest(ledger.trusted(), Optional.empty(), new Scope.Whole(), true, 1));
  }
}
