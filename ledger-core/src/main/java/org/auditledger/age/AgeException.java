package org.auditledger.age;

import org.jspecify.annotations.Nullable;

/** Something was not encrypted or not opened. The message says what, why, and what to do next. */
public final class AgeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** What was given to encrypt to is no recipient of age's. */
    RECIPIENT,
    /** What was given to open files with is no identity of age's. */
    IDENTITY,
    /** The file is encrypted to keys, and none of the identities is one of them. */
    WRONG_IDENTITY,
    /** The file takes a passphrase, and none was given. */
    PASSPHRASE_NEEDED,
    /** The file takes a passphrase, and not this one. */
    WRONG_PASSPHRASE,
    /** The file's scrypt takes more memory or time than it may. */
    TOO_MUCH_WORK,
    /** The file does not begin as age's do. */
    NOT_AGE,
    /** The file was changed, or its end is missing. */
    DAMAGED
  }

  private final Trouble trouble;
  private final String what;
  private final String why;
  private final String next;

  AgeException(Trouble trouble, String what, String why, String next) {
    this(trouble, what, why, next, null);
  }

  AgeException(Trouble trouble, String what, String why, String next, @Nullable Throwable cause) {
    super(what + "\n" + why + "\n" + next, cause);
    this.trouble = trouble;
    this.what = what;
    this.why = why;
    this.next = next;
  }

  public Trouble trouble() {
    return trouble;
  }

  /** What happened. */
  public String what() {
    return what;
  }

  /** Why it did. */
  public String why() {
    return why;
  }

  /** What to do about it. */
  public String next() {
    return next;
  }
}
