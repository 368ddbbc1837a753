package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auditledger.entry.Appended;
import org.auditledger.testing.AncestorWriters;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Timeout;

/**
 * The ancestor's writers know nothing of our lock, and append in between: one chain comes of it.
 */
@OnPostgres
@Timeout(300)
class ForeignWritersTest {

  @OnEveryPostgres
  @Template({Ledgers.V1, Ledgers.V2, Ledgers.V3, Ledgers.CHECKS, Ledgers.V4})
  void they_and_we_append_to_one_chain_under_the_guard(TestDatabase database) throws Exception {
    interleave(database);
  }

  @OnEveryPostgres(lasting = true)
  @Template("/ancestor/v0.1.sql")
  void they_and_we_append_to_one_chain_of_their_own_table(TestDatabase database) throws Exception {
    interleave(database);
  }

  private static void interleave(TestDatabase database) throws Exception {
    List<Appended> ours = new ArrayList<>();
    AncestorWriters.Account theirs;
    try (AncestorWriters ancestor = AncestorWriters.start(2, database::connect);
        LedgerWriter one = Ledgers.writer(database);
        LedgerWriter other = Ledgers.writer(database)) {
      ExecutorService callers = Executors.newFixedThreadPool(8);
      List<Future<List<Appended>>> answers = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        LedgerWriter writer = caller % 2 == 0 ? one : other;
        int first = 1000 * caller;
        Callable<List<Appended>> appends = () -> append(writer, first, 100);
        answers.add(callers.submit(appends));
      }
      ancestor.await(100);
      for (Future<List<Appended>> answer : answers) {
        ours.addAll(answer.get());
      }
      callers.shutdown();
      theirs = ancestor.stop();
    }
    assertThat(theirs.errors()).isEmpty();
    try (var connection = database.connect()) {
      assertThat(theirs.lostFrom(connection)).isEmpty();
    }
    Acknowledged.assertAllThere(database, ours);
    assertThat(Ledgers.assertIntact(database).segment().rows())
        .isEqualTo(800 + theirs.entries().size());
  }

  private static List<Appended> append(LedgerWriter writer, int first, int count)
      throws InterruptedException {
    List<Appended> appended = new ArrayList<>();
    for (int n = first; n < first + count; n++) {
      appended.add(writer.append(Ledgers.draft(n)));
    }
    return appended;
  }
}
