package org.auditledger.retention;

/**
 * Which partitions are to be there before their records come.
 *
 * @param ahead how many after the one of now
 */
public record Premake(Period period, int ahead) {

  /** How long a partition is, by the calendar, in UTC. */
  public enum Period {
    DAILY,
    MONTHLY
  }

  /** A day each, and a week of them: what the buffer begins with. */
  public static final Premake DEFAULT = new Premake(Period.DAILY, 7);

  /** More would be a mistake: every one is locked by whoever reads the buffer. */
  private static final int MAX = 400;

  public Premake {
    if (ahead < 0 || ahead > MAX) {
      throw new IllegalArgumentException(
          "partitions are made 0 to " + MAX + " ahead, not " + ahead);
    }
  }
}
