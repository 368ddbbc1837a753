package org.auditledger.lint;

/**
 * A token of SQL.
 *
 * @param text in lower case where PostgreSQL folds it; of a string or a quoted name, what is inside
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {

  enum Kind {
    /** A key word, or a name that is not quoted. */
    WORD,
    QUOTED_NAME,
    /** A constant in quotes of any kind, dollar quotes too. */
    STRING,
    NUMBER,
    SYMBOL
  }

  /** Whether it is this key word or symbol: what is in quotes is neither. */
  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
