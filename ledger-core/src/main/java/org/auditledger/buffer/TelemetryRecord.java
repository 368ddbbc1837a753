package org.auditledger.buffer;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.canonical.JsonValue;
import org.auditledger.canonical.JsonValue.Members;
import org.auditledger.entry.Digest;

/**
 * Telemetry that somebody wants buffered.
 *
 * @param subject what was measured
 * @param time when, to the microsecond
 * @param measurement what came of it
 */
public record TelemetryRecord(
    String tenantId, String subject, String telemetryId, Instant time, Members measurement) {

  /** Whose telemetry it is where nobody says so. */
  public static final String DEFAULT_TENANT = "default";

  private static final Set<String> MEMBERS =
      Set.of(
          "tenant_id",
          "subject",
          "telemetry_id",
          "telemetry_ts",
          "measurement",
          "measurement_hash");

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  public TelemetryRecord {
    requireText("tenant_id", tenantId);
    requireText("subject", subject);
    requireText("telemetry_id", telemetryId);
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("telemetry_ts has more than six digits of a second");
    }
    if (!CanonicalTime.hasForm(micros(time))) {
      throw new IllegalArgumentException("telemetry_ts is not within the years 0001 to 9999");
    }
  }

  /**
   * Reads a record as it is documented: one JSON object.
   *
   * @throws IllegalArgumentException when it is none, with the member that is wrong
   */
  public static TelemetryRecord parse(byte[] json) {
    if (!(JsonValue.parse(json) instanceof Members record)) {
      throw new IllegalArgumentException("no JSON object");
    }
    for (String name : record.values().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException(
            "\""
                + shown(name)
                + "\" is no member of a record: "
                + String.join(", ", MEMBERS.stream().sorted().toList()));
      }
    }
    if (!(record.find("measurement").orElse(null) instanceof Members measurement)) {
      throw new IllegalArgumentException("measurement is no JSON object");
    }
    TelemetryRecord read =
        new TelemetryRecord(
            record.find("tenant_id").isEmpty() ? DEFAULT_TENANT : text(record, "tenant_id"),
            text(record, "subject"),
            text(record, "telemetry_id"),
            time(text(record, "telemetry_ts")),
            measurement);
    if (record.find("measurement_hash").isPresent()) {
      read.requireHash(text(record, "measurement_hash"));
    }
    return read;
  }

  private void requireHash(String given) {
    Digest computed = measurementHash();
    if (!given.equals(computed.hex())) {
      throw new IllegalArgumentException(
          "measurement_hash is " + shown(given) + ", computed " + computed.hex());
    }
  }

  private static String text(Members record, String name) {
    return record
        .text(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    record.find(name).isPresent() ? name + " is no string" : name + " is missing"));
  }

  private static void requireText(String member, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(member + " is empty");
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(member + " cannot be stored as text");
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "telemetry_ts is no time with an offset, such as 2026-11-20T08:00:00.25Z, but "
              + shown(text),
          e);
    }
  }

  /** The hash of the measurement, over what Python's JSON makes of it. */
  Digest measurementHash() {
    CanonicalBytes bytes = new CanonicalBytes();
    measurement.writePython(bytes);
    return bytes.digest();
  }

  /** The time as PostgreSQL stores it. */
  long micros() {
    return micros(time);
  }

  private static long micros(Instant time) {
    long seconds = time.getEpochSecond() - EPOCH.getEpochSecond();
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000), time.getNano() / 1000);
  }

  /** What a caller gave is shown to him, but not at any length. */
  static String shown(String text) {
    return Optional.of(text)
        .filter(all -> all.length() <= 80)
        .orElseGet(() -> text.substring(0, 80) + "...");
  }
}
