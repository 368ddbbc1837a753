package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Appended;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Verdict;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key that was given before adds nothing, unless it comes with another entry. */
@OnPostgres
@Timeout(120)
@Template({Ledgers.V1, Ledgers.V2, Ledgers.V3, Ledgers.CHECKS, Ledgers.V4})
class WrittenOnceTest {

  @OnEveryPostgres(lasting = true)
  void what_is_to_be_written_once_is_there_once(TestDatabase database) throws Exception {
    List<EntryDraft> file = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      file.add((n % 3 == 0 ? Ledgers.evaluated(n) : Ledgers.draft(n)).once());
    }
    file.add(file.get(0));
    try (LedgerWriter writer = Ledgers.writer(database)) {
      List<Appended> first = writer.submit(file).await();
      assertThat(first).filteredOn(Appended::added).hasSize(10);
      assertThat(first.get(10).sequence()).isEqualTo(1);
      List<Appended> second = writer.submit(file).await();
      assertThat(second).noneMatch(Appended::added);
      assertThat(second).extracting(Appended::hash).isEqualTo(hashes(first));
      assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(11);
      assertThat(writer.append(Ledgers.draft(1).once()).sequence()).isEqualTo(1);
      assertThat(writer.append(Ledgers.draft(11).once()).sequence()).isEqualTo(12);
    }
    Ledgers.assertIntact(database);
  }

  private static List<?> hashes(List<Appended> entries) {
    return entries.stream().map(Appended::hash).toList();
  }

  @Test
  void what_says_something_else_about_the_same_is_not_taken_for_the_same(TestDatabase database)
      throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      Appended unused = writer.append(Ledgers.draft(1).once());
      EntryDraft other =
          EntryDraft.of(Verdict.FLAG, "telemetry-1", Ledgers.hash("telemetry-1"), "3.1.0").once();
      Submission refused = writer.submit(List.of(Ledgers.draft(2).once(), other));
      Submission taken = writer.submit(List.of(Ledgers.draft(3).once()));
      assertThatThrownBy(refused::await)
          .hasMessageContaining("entry 1 says something else about telemetry telemetry-1");
      assertThat(taken.await().get(0).sequence()).isEqualTo(2);
      // The same id of other telemetry is another key.
      EntryDraft elsewhere =
          EntryDraft.of(Verdict.FLAG, "telemetry-1", Ledgers.hash("other"), "3.1.0").once();
      assertThat(writer.append(elsewhere).added()).isTrue();
    }
    Ledgers.assertIntact(database);
  }
}
