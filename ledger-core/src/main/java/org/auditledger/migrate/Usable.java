package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.auditledger.journal.JournalDefect;
import org.auditledger.migrate.MigrationException.Trouble;

/** What has to be true before anything is done to a ledger. */
final class Usable {

  private Usable() {}

  /** Reads where the ledger stands, and refuses to build on what does not hold. */
  static Situation situation(Connection connection, Authority authority) throws SQLException {
    ServerFacts facts = ServerFacts.read(connection);
    if (facts.standby()) {
      throw new MigrationException(
          Trouble.NOT_WRITABLE,
          "the server is a standby and only follows another one",
          "what is written there comes from its primary",
          "connect to the primary; nothing was changed");
    }
    if (!facts.countsTuples()) {
      throw new MigrationException(
          Trouble.REFUSED,
          "the server does not count what a transaction writes (track_counts is off)",
          "without that no migration can show that it changed no entry",
          "set track_counts = on in postgresql.conf and reload; nothing was changed");
    }
    Situation situation = Situation.read(connection, authority.trustedWithSigner());
    requireJournal(situation);
    return situation;
  }

  private static void requireJournal(Situation situation) {
    if (situation.reader().defects().total() > 0) {
      JournalDefect first = situation.reader().defects().first().get(0);
      throw new MigrationException(
          Trouble.HISTORY,
          "the ledger's journal does not hold: " + first,
          situation.reader().defects().total() + " defects in all; somebody has changed it",
          "find out who, and compare with a backup; nothing was changed");
    }
    OptionalLong unknown = situation.journal().firstUnknown();
    if (unknown.isPresent()) {
      throw new MigrationException(
          Trouble.TRUST,
          "statement "
              + unknown.getAsLong()
              + " of the journal is signed by no key that is trusted",
          "on what nobody vouches for nothing is built",
          "give the verifier key of who signed it by --trust; nothing was changed");
    }
  }
}
