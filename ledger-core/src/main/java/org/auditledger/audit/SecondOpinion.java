package org.auditledger.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.chain.Break;
import org.auditledger.chain.FoundHash;
import org.auditledger.chain.Noted;
import org.auditledger.postgres.SqlText;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * The chain judged a second time, by the database and in SQL alone, and compared entry by entry.
 * Where the two do not say the same, one of them is wrong, and which one is not for us to decide.
 */
final class SecondOpinion {

  /** One more than what is kept of a first opinion: then there are too many to be compared. */
  private static final int LIMIT = Noted.KEPT + 1;

  private static final int SHOWN = 20;

  /** The class of errors that are about values, and not about the server or the connection. */
  private static final String DATA_EXCEPTION = "22";

  /** What one of the two says, in the words of the SQL verifier. */
  private record Defect(long number, String kind) implements Comparable<Defect> {
    @Override
    public int compareTo(Defect other) {
      return number != other.number
          ? Long.compare(number, other.number)
          : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
      return number + " (" + kind + ")";
    }
  }

  private SecondOpinion() {}

  /** Asks the database in this transaction. */
  static List<Finding> compare(Connection transaction, EntriesAccount account) throws SQLException {
    SortedSet<Defect> theirs;
    try {
      theirs = ask(transaction);
    } catch (SQLException e) {
      // Or else a row that SQL cannot count would save all others from being judged.
      if (!String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
        throw e;
      }
      return List.of(
          Finding.ofLedger(
              FindingCode.SECOND_OPINION_DIFFERS, "SQL cannot judge these: " + e.getMessage()));
    }
    SortedSet<Defect> ours = new TreeSet<>();
    account.segment().breaks().first().forEach(broken -> ours.add(of(broken)));
    if (theirs.size() >= LIMIT || account.segment().breaks().total() > Noted.KEPT) {
      // So much is wrong that a comparison says nothing more, as long as both see it.
      return theirs.isEmpty() || ours.isEmpty() ? List.of(differ(theirs, ours)) : List.of();
    }
    theirs.removeIf(SecondOpinion::isBelowAll);
    forgetNeighboursOfRepeated(theirs, ours);
    forgetWhereNoHashIs(account, theirs, ours);
    return theirs.equals(ours) ? List.of() : List.of(differ(theirs, ours));
  }

  /** No chain has a place for it, which is all that there is to say. */
  private static boolean isBelowAll(Defect defect) {
    return defect.number < 1 && !defect.kind.equals("number");
  }

  /** Which of two entries with one number comes first is open, and so is what links to which. */
  private static void forgetNeighboursOfRepeated(SortedSet<Defect> theirs, SortedSet<Defect> ours) {
    List<Long> repeated = new ArrayList<>();
    theirs.stream().filter(d -> d.kind.equals("duplicate")).forEach(d -> repeated.add(d.number));
    for (SortedSet<Defect> opinion : List.of(theirs, ours)) {
      opinion.removeIf(
          d ->
              d.kind.equals("link")
                  && (repeated.contains(d.number) || repeated.contains(d.number - 1)));
    }
  }

  /**
   * SQL compares texts, and null with null: a link to what is no hash may lead there, and of an
   * entry that stores no hash it says little. What is wrong with that hash both have found.
   */
  private static void forgetWhereNoHashIs(
      EntriesAccount account, SortedSet<Defect> theirs, SortedSet<Defect> ours) {
    for (Break broken : account.segment().breaks().first()) {
      long number = broken.sequence();
      if (broken instanceof Break.WrongLink link && link.before() instanceof FoundHash.NoHash) {
        theirs.remove(new Defect(number, "link"));
        ours.remove(new Defect(number, "link"));
      }
      if (broken instanceof Break.NoCanonicalForm
          || (broken instanceof Break.WrongHash hash
              && hash.stored().equals(FoundHash.NoHash.NULL))) {
        ours.removeIf(defect -> defect.number == number && !theirs.contains(defect));
      }
    }
  }

  private static SortedSet<Defect> ask(Connection transaction) throws SQLException {
    SortedSet<Defect> defects = new TreeSet<>();
    Savepoint before = transaction.setSavepoint();
    try (Statement statement = transaction.createStatement()) {
      statement.execute(SqlText.of(SecondOpinion.class, "heap_only"));
      statement.setMaxRows(LIMIT);
      try (ResultSet rows = statement.executeQuery(query())) {
        while (rows.next()) {
          long number = rows.getLong(1);
          if (!rows.wasNull()) {
            defects.add(new Defect(number, rows.getString(2)));
          }
        }
      }
    } finally {
      transaction.rollback(before);
    }
    return defects;
  }

  static String query() {
    return SqlText.of(SecondOpinion.class, "second_opinion");
  }

  private static Defect of(Break broken) {
    if (broken.sequence() < 1) {
      return new Defect(broken.sequence(), "number");
    }
    if (broken instanceof Break.Gap gap) {
      return new Defect(gap.expected(), "missing");
    }
    if (broken instanceof Break.WrongLink) {
      return new Defect(broken.sequence(), "link");
    }
    return broken instanceof Break.Repeated
        ? new Defect(broken.sequence(), "duplicate")
        : new Defect(broken.sequence(), "hash");
  }

  private static Finding differ(SortedSet<Defect> theirs, SortedSet<Defect> ours) {
    return Finding.ofLedger(
        FindingCode.SECOND_OPINION_DIFFERS,
        "SQL finds entries "
            + only(theirs, ours)
            + " broken, and this program "
            + only(ours, theirs));
  }

  private static String only(SortedSet<Defect> these, SortedSet<Defect> those) {
    List<String> only =
        these.stream().filter(d -> !those.contains(d)).limit(SHOWN).map(Defect::toString).toList();
    return only.isEmpty() ? "no others" : String.join(", ", only);
  }
}
