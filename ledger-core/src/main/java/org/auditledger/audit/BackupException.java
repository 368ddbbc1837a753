package org.auditledger.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.postgres.Explanation;

/** A backup in which nothing can be verified. The message says what, why and what next. */
public final class BackupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** The file is no backup, or not as it was written. */
    BROKEN,
    /** It goes on from another one, which was not given, or not in its place. */
    NOT_TOGETHER,
    /** The file cannot be read. */
    UNREADABLE
  }

  private final Trouble trouble;
  private final transient Explanation explanation;

  private BackupException(Trouble trouble, Explanation explanation, Throwable cause) {
    super(explanation.text(), cause);
    this.trouble = trouble;
    this.explanation = explanation;
  }

  private BackupException(Trouble trouble, Explanation explanation) {
    super(explanation.text());
    this.trouble = trouble;
    this.explanation = explanation;
  }

  static BackupException broken(String file, RuntimeException e) {
    return new BackupException(Trouble.BROKEN, broken(file, String.valueOf(e.getMessage())), e);
  }

  /**
   * A file that is not what was written.
   *
   * @param how it shows, as a sentence about the file
   */
  static BackupException malformed(String file, String how) {
    return broken(file, new MalformedBackupException(how));
  }

  private static Explanation broken(String file, String how) {
    return new Explanation(
        "the backup " + file + " is not valid: it " + how,
        "it was changed, cut off or put together after it was written, or it never was a backup",
        "keep the file, and use another copy or another backup");
  }

  static BackupException notTogether(String file, String why, String next) {
    return new BackupException(
        Trouble.NOT_TOGETHER,
        new Explanation("nothing was verified: " + file + " does not go on here", why, next));
  }

  static BackupException unreadable(String file, IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "there is no such file"
            : String.valueOf(e.getMessage());
    return new BackupException(
        Trouble.UNREADABLE,
        new Explanation(
            "the backup " + file + " cannot be read",
            why,
            "check the path, and who may read the file"),
        e);
  }

  public Trouble trouble() {
    return trouble;
  }

  /** What, why, and what to do next. */
  public Explanation explanation() {
    return explanation;
  }
}
