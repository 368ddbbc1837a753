package org.auditledger.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.journal.DropPolicy;

/** When a partition has been kept long enough: by the longest retention, or by the floor. */
record Expiry(DropPolicy policy, Instant at) {

  /**
   * Of a partition that has an end. Its tenants count, and of an empty one all that there are;
   * nothing where there are none, or one of them has no retention.
   */
  static Optional<Expiry> of(StoredPartition partition, BufferState state, PlanSettings settings) {
    Map<String, Integer> retentions = state.retentions();
    Collection<String> tenants =
        partition.tenants().isEmpty() ? retentions.keySet() : partition.tenants();
    String decides = null;
    long longest = 0;
    for (String tenant : tenants) {
      Integer days = retentions.get(tenant);
      if (days == null) {
        return Optional.empty();
      }
      if (days > longest) {
        decides = tenant;
        longest = days;
      }
    }
    if (decides == null) {
      return Optional.empty();
    }
    long days = Math.max(longest, settings.floorDays().orElse(0));
    OptionalLong floor = settings.floorDays().stream().mapToLong(value -> value).findFirst();
    return Optional.of(
        new Expiry(
            new DropPolicy(decides, days, floor, settings.graceSeconds(), OptionalLong.empty()),
            // Days of 24 hours, as the database's own function counts them.
            partition.to().orElseThrow().plus(Duration.ofHours(24 * days))));
  }

  boolean hasCome(Instant now) {
    return !at.isAfter(now);
  }
}
