package org.auditledger.journal;

import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.seal.Parsed;

/**
 * What a {@link Kind#TENANT_RETENTION_SET} statement says.
 *
 * @param days how long the tenant's telemetry is kept, from here on
 * @param observed whether somebody set it by other means, and it was found so
 */
public record TenantRetentionSet(
    String tenant, int days, OptionalLong previousDays, boolean observed) {

  public TenantRetentionSet {
    if (tenant.isEmpty() || days < 1) {
      throw new IllegalArgumentException("no retention: \"" + tenant + "\" for " + days + " days");
    }
  }

  /** What the body of a statement sets. */
  public static Parsed<TenantRetentionSet> read(Members members) {
    Body body = Body.of(Kind.TENANT_RETENTION_SET, members);
    long days = body.count("days");
    if (days < 1 || days > Integer.MAX_VALUE) {
      return new Parsed.Malformed<>("the retention is no number of days from 1: " + days);
    }
    return new Parsed.Value<>(
        new TenantRetentionSet(
            body.text("tenant"),
            (int) days,
            body.countIfPresent("previous_days"),
            body.flag("observed")));
  }

  /** The body of the statement. */
  public Members toBody() {
    SortedMap<String, CanonicalJson> members =
        new TreeMap<>(
            Map.of(
                "days", new Whole(days),
                "observed", new Flag(observed),
                "tenant", new Text(tenant)));
    previousDays.ifPresent(previous -> members.put("previous_days", new Whole(previous)));
    return new Members(members);
  }
}
