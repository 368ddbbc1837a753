package org.auditledger.control;

import java.util.Optional;

/**
 * A row that repeats what a statement says, for the drop function, which cannot check a signature.
 * Times are as statements write them, or {@code -infinity} and {@code infinity}.
 */
sealed interface RepeatedRow {

  /** For a person. */
  String sentence();

  /** A partition that there is to be. */
  record Partition(long position, String name, String lower, String upper) implements RepeatedRow {
    @Override
    public String sentence() {
      return "partition " + name + " from " + lower + " to " + upper + ", statement " + position;
    }
  }

  /** For how long a tenant's records are kept. */
  record Retention(long position, String tenant, int days) implements RepeatedRow {
    @Override
    public String sentence() {
      return "retention of tenant " + tenant + ", " + days + " days, statement " + position;
    }
  }

  /** A hold; without a tenant it is of all. */
  record Held(long position, Optional<String> tenant, String first, String last)
      implements RepeatedRow {
    @Override
    public String sentence() {
      return "hold on "
          + tenant.map(name -> "tenant " + name).orElse("all tenants")
          + (" from " + first + " to " + last + ", statement " + position);
    }
  }

  /**
   * The end of a hold.
   *
   * @param hold the position of the statement that placed it
   */
  record Release(long position, long hold) implements RepeatedRow {
    @Override
    public String sentence() {
      return "release of the hold of statement " + hold + ", statement " + position;
    }
  }
}
