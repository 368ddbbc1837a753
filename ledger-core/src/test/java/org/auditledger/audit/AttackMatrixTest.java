package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack on a ledger is refused, or found by the code that it is found by. */
@OnPostgres
@Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackMatrixTest {

  private AttackedLedger ledger;

  @BeforeAll
  void make(TestDatabase database, @TempDir Path directory) throws SQLException {
    ledger = AttackedLedger.of(database, directory);
  }

  @AfterAll
  void forget() throws SQLException {
    // There is none where it could not be made.
    if (ledger != null) {
      ledger.forget();
    }
  }

  @Test
  void an_untouched_twin_passes_all_four() throws SQLException {
    ledger.restore();
    LedgerReport report = ledger.audit();
    assertThat(AuditedLedger.findings(report)).isEmpty();
    for (Area area : Area.values()) {
      assertThat(report.area(area).verdict()).as("%s", report.area(area)).isEqualTo(Verdict.PASS);
      assertThat(report.area(area).notChecked()).isEmpty();
    }
    assertThat(report.unchecked()).isEmpty();
    assertThat(report.read().entries()).isEqualTo(AttackedLedger.ENTRIES);
  }

  @Test
  void what_is_refused_leaves_nothing() throws SQLException {
    ledger.restore();
    for (Attack attack : attacks(true).toList()) {
      try {
        ledger.suffer(attack);
        assertThat(attack.name()).as("an attack that nobody refused").isEmpty();
      } catch (SQLException e) {
        assertThat(e.getSQLState())
            .as(attack.name() + ": " + e.getMessage())
            .isEqualTo(attack.refused().orElseThrow());
      }
    }
    assertThat(AuditedLedger.findings(ledger.audit())).isEmpty();
  }

  static Stream<Attack> found() {
    return attacks(false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("found")
  void what_is_not_refused_is_found(Attack attack) throws SQLException {
    ledger.restore();
    ledger.suffer(attack);
    try {
      LedgerReport report = ledger.audit();
      List<Finding> findings =
          report.areas().stream().flatMap(area -> area.findings().first().stream()).toList();
      assertThat(inShort(report)).as("%s", findings).isEqualTo(attack.finds());
      for (Finding finding : findings) {
        assertThat(finding.what()).isNotEmpty();
        assertThat(finding.why()).isNotEmpty();
        assertThat(finding.next()).isNotEmpty();
      }
      for (String says : attack.says()) {
        assertThat(findings).as("%s", findings).anyMatch(one -> one.what().contains(says));
      }
    } finally {
      ledger.database().execute(attack.undo());
    }
  }

  @Test
  void none_is_forgotten() {
    List<String> names = new ArrayList<>(Attack.all().stream().map(Attack::name).toList());
    assertThat(names).doesNotHaveDuplicates();
    names.addAll(OutsideEvidenceTest.ATTACKS.keySet());
    assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(AttackList.NAMES));
  }

  private static Stream<Attack> attacks(boolean refused) {
    return Attack.all().stream().filter(one -> one.refused().isPresent() == refused);
  }

  /** Each kind of finding once, and of which entry where there is one of it. */
  private static List<String> inShort(LedgerReport report) {
    Map<String, List<String>> kinds = new TreeMap<>();
    for (String found : AuditedLedger.findings(report)) {
      String kind = found.replaceFirst("( [0-9]+)?$", "");
      kinds.computeIfAbsent(kind, none -> new ArrayList<>()).add(found);
    }
    List<String> inShort = new ArrayList<>();
    kinds.forEach((kind, all) -> inShort.add(all.size() == 1 ? all.get(0) : kind));
    return inShort;
  }
}
