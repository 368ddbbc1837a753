package org.auditledger.journal;

/**
 * One place where the journal does not hold.
 *
 * @param position of the statement that this is about; of the first one, where some are missing
 * @param why to be said after "statement 7"
 */
public record JournalDefect(long position, Code code, String why) {

  private static final int MAX_LENGTH = 300;

  /** What kind of defect it is. The names are stable. */
  public enum Code {
    /** Statements are missing. */
    MISSING,
    /** It does not come after the one before it. */
    OUT_OF_ORDER,
    /** It is longer than a statement can be. */
    TOO_LONG,
    /** What is stored is no signed note. */
    NOT_A_NOTE,
    /** The note's text is not one line. */
    NOT_ONE_LINE,
    /** The line is no statement. */
    NOT_A_STATEMENT,
    /** It says that it stands elsewhere. */
    WRONG_POSITION,
    /** It is of another ledger than the others. */
    OTHER_LEDGER,
    /** A trusted key is said to have signed it, and did not. */
    BAD_SIGNATURE,
    /** It names another hash than that of the statement before it. */
    WRONG_LINK,
    /** The first statement does not begin a journal. */
    NO_BEGINNING,
    /** A later statement begins the journal again. */
    SECOND_BEGINNING,
    /** The first statement names a note key that did not sign it. */
    WRONG_NOTE_KEY,
    /** It was signed only by keys that had been retired. */
    RETIRED_KEY,
    /** It registers or retires what is no key. */
    NO_KEY,
    /** It registers a key that had been retired. */
    REGISTERED_AGAIN,
    /** It registers a key under an id that a trusted key has. */
    KEY_ID_TAKEN,
    /** It retires a key as of statements that were still to come. */
    RETIRED_AHEAD,
    /** It retires a key as of a size beyond which the key alone had signed statements. */
    RETIRED_TOO_LATE,
    /** There are more keys than any ledger needs. */
    TOO_MANY_KEYS
  }

  public JournalDefect {
    if (why.length() > MAX_LENGTH) {
      why = why.substring(0, MAX_LENGTH) + "...";
    }
  }

  /** The defect in words. */
  @Override
  public String toString() {
    return "statement " + position + " " + why;
  }
}
