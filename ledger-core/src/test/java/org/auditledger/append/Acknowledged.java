package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.auditledger.entry.Appended;
import org.auditledger.testing.TestDatabase;

/** What callers were told, against what is there. */
final class Acknowledged {

  private Acknowledged() {}

  /** Each is where it was said to be, with the hash that was said, and no two are one. */
  static void assertAllThere(TestDatabase database, List<Appended> acknowledged)
      throws SQLException {
    Set<String> stored =
        new HashSet<>(
            database.query("select sequence_number || ' ' || entry_hash from ledger_entries"));
    List<String> told =
        acknowledged.stream().map(entry -> entry.sequence() + " " + entry.hash()).toList();
    Set<String> missing = new HashSet<>(told);
    assertThat(missing).hasSameSizeAs(told);
    missing.removeAll(stored);
    assertThat(missing).isEmpty();
  }
}
