package org.auditledger.audit;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.HeapChecks;
import org.junit.jupiter.api.Test;

/**
 * Random ledgers, good and tampered with, each judged by three who share no code: this product, SQL
 * in the database, and the ancestor's rules as they are written down. They say the same of every
 * entry. {@code -Dtest.ledgers=n} says how many there are.
 */
@OnPostgres
@Template({"/ancestor/v3-fresh.sql", "/ancestor/v0.2-upgrade.sql"})
class DifferentialTest {

  private static final int LEDGERS = Integer.getInteger("auditledger.test.ledgers");

  private static final long SEED = 20_261_126;

  private static final TrustedKeys KEYS =
      trusted("transcript-1.ed25519.pub")
          .and(trusted("transcript-2.ed25519.pub"))
          .orThrow("the ancestor's keys");

  /** In the words of the rules; other findings are about what these rules do not know. */
  private static final Map<FindingCode, String> KINDS =
      Map.ofEntries(
          entry(FindingCode.ENTRIES_MISSING, "missing"),
          entry(FindingCode.ENTRY_REPEATED, "repeated"),
          entry(FindingCode.ENTRY_OUT_OF_ORDER, "number"),
          entry(FindingCode.LINK_BROKEN, "link"),
          entry(FindingCode.ENTRY_HASH_WRONG, "hash"),
          entry(FindingCode.ENTRY_HASH_IMPOSSIBLE, "hash"),
          entry(FindingCode.ENVELOPE_HASH_WRONG, "envelope"),
          entry(FindingCode.TRANSCRIPT_MALFORMED, "malformed"),
          entry(FindingCode.REQUEST_HASH_WRONG, "request"),
          entry(FindingCode.RESPONSE_HASH_WRONG, "response"),
          entry(FindingCode.SIGNATURE_INVALID, "signature"));

  private static TrustedKeys trusted(String file) {
    return TrustedKeys.read(LegacyVectors.text(file)).orThrow(file);
  }

  @Test
  void three_verifiers_say_the_same_of_random_ledgers(TestDatabase database)
      throws SQLException, GeneralSecurityException {
    compare(database, SEED, LEDGERS);
  }

  @Test
  @Thorough
  void three_verifiers_say_the_same_of_ten_thousand_ledgers(TestDatabase database)
      throws SQLException, GeneralSecurityException {
    compare(database, SEED + 1, 10_000);
  }

  private static void compare(TestDatabase database, long seed, int ledgers)
      throws SQLException, GeneralSecurityException {
    unguard(database);
    RandomLedgers random = new RandomLedgers(seed);
    AncestorsRules rules = new AncestorsRules();
    SortedSet<String> kinds = new TreeSet<>();
    int good = 0;
    try (Session session = TestSessions.writing(database)) {
      RowLayout layout = ((TableLayout.Found) LedgerTable.layout(session)).layout();
      session.connection().setAutoCommit(false);
      for (int i = 1; i <= ledgers; i++) {
        store(session, layout, random.next(), i);
        List<StoredEntry> entries = StoredEntry.read(session.connection());
        SortedSet<String> said = forgiving(rules.judge(entries));
        assertThat(ofChain(forgiving(sql(session.connection())), entries))
            .as("SQL, of ledger %d of seed %d", i, seed)
            .isEqualTo(ofChain(said, entries));
        EntriesAccount account = account(session, layout);
        assertThat(forgiving(ours(account)))
            .as("this product, of ledger %d of seed %d", i, seed)
            .isEqualTo(said);
        assertThat(SecondOpinion.compare(session.connection(), account))
            .as("the second opinion, of ledger %d of seed %d", i, seed)
            .isEmpty();
        said.forEach(defect -> kinds.add(defect.replaceAll(".* ", "")));
        good += said.isEmpty() ? 1 : 0;
        session.connection().rollback();
      }
    }
    assertThat(good).as("good ones").isBetween(ledgers / 20, ledgers / 2);
    assertThat(kinds).as("what was wrong").containsExactlyElementsOf(new TreeSet<>(KINDS.values()));
  }

  /** Nothing that the database refuses keeps a forger from anything. */
  private static void unguard(TestDatabase database) throws SQLException {
    List<String> statements = new ArrayList<>();
    statements.add("alter table public.ledger_entries disable trigger all");
    statements.addAll(
        database.query(
            "select format('alter table public.ledger_entries drop constraint %I', conname)"
                + " from pg_constraint where conrelid = 'public.ledger_entries'::regclass"
                + " and contype <> 'n'"));
    statements.addAll(
        database.query(
            "select format('alter table public.ledger_entries alter %I drop not null', attname)"
                + " from pg_attribute where attrelid = 'public.ledger_entries'::regclass"
                + " and attnum > 0 and attnotnull"));
    database.execute(String.join(";", statements));
  }

  private static void store(Session session, RowLayout layout, Entries entries, int ledger)
      throws SQLException {
    if (ledger % 50 == 0) {
      // What was rolled back still lies there to be read over.
      try (Statement truncate = session.connection().createStatement()) {
        truncate.execute("truncate public.ledger_entries");
      }
      session.connection().commit();
    }
    try (CopyWriter writer = CopyWriter.open(session, "public", "ledger_entries", layout)) {
      if (entries.size() > 0) {
        writer.write(entries.write(layout));
      }
      long unused = writer.finish();
    }
  }

  /** As they lie, and where that is too wild, sorted: where both can be, they say the same. */
  private static EntriesAccount account(Session session, RowLayout layout) throws SQLException {
    TreeSet<Long> sizes = new TreeSet<>(List.of(0L, 3L, 7L));
    HeapAccount sorted = SortedReading.read(session, layout, KEYS, sizes, row -> {});
    HeapChecks checks = new HeapChecks(layout, KEYS, sizes);
    boolean placed = true;
    RowView row = new RowView(layout);
    try (CopyReader rows = LedgerTable.readBlocks(session, layout, 0, 0xFFFF_FFFFL)) {
      for (RowBatch batch = rows.next(); batch != null && placed; batch = rows.next()) {
        while (placed && batch.next(row)) {
          placed = checks.accept(row);
        }
      }
    }
    Optional<HeapAccount> heap = HeapAccount.of(List.of(checks), sizes);
    heap.ifPresent(
        account -> {
          assertThat(account.roots()).isEqualTo(sorted.roots());
          assertThat(ours(account.entries())).isEqualTo(ours(sorted.entries()));
        });
    return heap.orElse(sorted).entries();
  }

  private static SortedSet<String> ours(EntriesAccount account) {
    SortedSet<String> wrong = new TreeSet<>();
    for (Finding finding : account.findings().first()) {
      String kind = KINDS.get(finding.code());
      if (kind != null && finding.sequence().isPresent()) {
        wrong.add(finding.sequence().getAsLong() + " " + kind);
      }
    }
    return wrong;
  }

  private static SortedSet<String> sql(Connection connection) throws SQLException {
    SortedSet<String> wrong = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(SqlText.of(SecondOpinion.class, "heap_only"));
      try (ResultSet rows = statement.executeQuery(SecondOpinion.query())) {
        while (rows.next()) {
          long number = rows.getLong(1);
          if (rows.wasNull()) {
            continue;
          }
          switch (rows.getString(2)) {
            case "missing" -> {
              String last = rows.getString(4).replaceAll(".* to ", "");
              wrong.add((Long.parseLong(last) + 1) + " missing");
            }
            case "duplicate" -> wrong.add(number + " repeated");
            default -> wrong.add(number + " " + rows.getString(2));
          }
        }
      }
    }
    return wrong;
  }

  /**
   * What SQL can say, which compares texts, and null with null: of an entry that stores no hash it
   * says little, and a link to what is no hash may lead there.
   */
  private static SortedSet<String> ofChain(SortedSet<String> said, List<StoredEntry> entries) {
    SortedSet<String> chain = new TreeSet<>(said);
    chain.removeIf(defect -> defect.matches(".* (envelope|malformed|request|response|signature)"));
    for (StoredEntry entry : entries) {
      String hash = entry.text("entry_hash");
      if (entry.number() != null && (hash == null || !hash.matches("[0-9a-f]{64}"))) {
        chain.remove(entry.number() + 1 + " link");
        chain.removeIf(defect -> hash == null && defect.startsWith(entry.number() + " "));
      }
    }
    return chain;
  }

  /**
   * Which of two entries with one number comes first is open, and so is what links to which; and of
   * an entry that no chain has a place for, that is all that can be said.
   */
  private static SortedSet<String> forgiving(SortedSet<String> said) {
    SortedSet<String> kept = new TreeSet<>(said);
    for (String defect : said) {
      long number = Long.parseLong(defect.substring(0, defect.indexOf(' ')));
      if (defect.endsWith(" repeated")) {
        kept.remove(number + " link");
        kept.remove(number + 1 + " link");
      }
      if (number < 1 && !defect.endsWith(" number")) {
        kept.remove(defect);
      }
    }
    return kept;
  }
}
