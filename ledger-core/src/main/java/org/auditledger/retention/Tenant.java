package org.auditledger.retention;

/**
 * Whose telemetry is buffered.
 *
 * @param id what records name
 * @param displayName what people call it
 * @param retentionDays for how many days its records are kept
 * @param clockSkewSeconds how far ahead of the server's clock its own may be
 */
public record Tenant(String id, String displayName, int retentionDays, int clockSkewSeconds) {

  /** Where nobody says anything. */
  public static final int DEFAULT_CLOCK_SKEW_SECONDS = 60;

  /** Far more than anybody keeps telemetry, and far from what no interval can hold any more. */
  public static final int MAX_RETENTION_DAYS = 1_000_000;

  private static final int MAX_LENGTH = 200;

  /** A day: a clock that is further ahead is wrong. */
  private static final int MAX_CLOCK_SKEW_SECONDS = 86_400;

  public Tenant {
    requireName("a tenant", id);
    requireName("a tenant's display name", displayName);
    requireDays(retentionDays);
    if (clockSkewSeconds < 0 || clockSkewSeconds > MAX_CLOCK_SKEW_SECONDS) {
      throw new IllegalArgumentException(
          "a clock is 0 to " + MAX_CLOCK_SKEW_SECONDS + " seconds ahead, not " + clockSkewSeconds);
    }
  }

  /** Refuses what is no retention. */
  static void requireDays(int days) {
    if (days < 1 || days > MAX_RETENTION_DAYS) {
      throw new IllegalArgumentException(
          "a retention is 1 to " + MAX_RETENTION_DAYS + " days, not " + days);
    }
  }

  /** Two names that look alike would be two tenants, so blanks and what nobody sees are none. */
  private static void requireName(String what, String name) {
    if (name.isEmpty()
        || name.length() > MAX_LENGTH
        || !name.equals(name.strip())
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what
              + " has 1 to "
              + MAX_LENGTH
              + " characters, no blank at either end, and none that nobody sees");
    }
  }
}
