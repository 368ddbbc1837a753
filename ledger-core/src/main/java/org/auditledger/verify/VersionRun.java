package org.auditledger.verify;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries with one value of {@code schema_version}, and none between them with another; those that
 * are missing have none.
 *
 * @param first the first of them
 * @param last the last of them
 * @param value the value, or as much of it as people need to see; null where the column is null
 */
public record VersionRun(long first, long last, @Nullable String value) {

  /** How many characters of a value are kept: genuine ones have five. */
  static final int MAX_SHOWN = 80;

  public VersionRun {
    if (value != null && value.length() > MAX_SHOWN) {
      value = value.substring(0, MAX_SHOWN);
    }
  }

  /** Whether this is one run with the one before it: a value that was cut is not known whole. */
  boolean continues(VersionRun before) {
    boolean whole = value == null || value.length() < MAX_SHOWN;
    return whole && Objects.equals(before.value, value);
  }
}
