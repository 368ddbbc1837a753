package org.auditledger.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An unsigned entry with about 300 bytes of text, all of it made from its place in the chain, and
 * hashed by the ancestor's formula as it is written down, and not by code of ours. The text needs
 * no escaping in JSON.
 */
public record AncestorEntry(long sequence, String previousHash, Instant timestamp) {

  /** What the first entry links to. */
  public static final String ZEROS = "0".repeat(64);

  /** The columns of the ancestor's first release that an entry fills, as SQL. */
  public static final String COLUMNS =
      "sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id,"
          + " telemetry_hash, rule_id, knowledge_graph_version, ski_model_version, reasoning,"
          + " track";

  private static final String[] VERDICTS = {
    "CLEAR", "CLEAR", "FLAG", "NULL_UNMAPPED", "NULL_STALE", "DISCRETIONARY"
  };
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public AncestorEntry {
    timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
  }

  public String verdict() {
    return VERDICTS[(int) (sequence % VERDICTS.length)];
  }

  public String telemetryId() {
    return "telemetry-" + padded(sequence, 12);
  }

  public String telemetryHash() {
    return sha256(telemetryId());
  }

  public String ruleId() {
    return "energy.so2.lte_" + (100 + sequence % 17) + "ppm";
  }

  public String knowledgeGraphVersion() {
    return "2026-" + (sequence % 9 + 1);
  }

  public String modelVersion() {
    return "0.1.0-alpha";
  }

  public String reasoning() {
    return "reading "
        + sequence
        + " is compared with the limit of its permit; the mean of the last hour stands against what"
        + " the permit allows, the sensor was calibrated in time, and nothing else in the plant"
        + " says otherwise";
  }

  public String track() {
    return sequence % 3 == 0 ? "llm" : "symbolic";
  }

  /** What is hashed. */
  private String payload() {
    int micros = timestamp.get(ChronoField.MICRO_OF_SECOND);
    return "{\"kg_version\":\""
        + knowledgeGraphVersion()
        + "\",\"previous_hash\":\""
        + previousHash
        + "\",\"reasoning\":\""
        + reasoning()
        + "\",\"rule_id\":\""
        + ruleId()
        + "\",\"sequence_number\":"
        + sequence
        + ",\"ski_model_version\":\""
        + modelVersion()
        + "\",\"telemetry_hash\":\""
        + telemetryHash()
        + "\",\"telemetry_id\":\""
        + telemetryId()
        + "\",\"timestamp\":\""
        + SECONDS.format(timestamp)
        + (micros == 0 ? "" : "." + padded(micros, 6))
        + "+00:00\",\"track\":\""
        + track()
        + "\",\"verdict\":\""
        + verdict()
        + "\"}";
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  public String hash() {
    return sha256(payload());
  }

  /** What COPY takes for {@link #COLUMNS}. */
  public String copyLine() {
    return String.join(
            "\t",
            Long.toString(sequence),
            previousHash,
            hash(),
            timestamp.toString(),
            verdict(),
            telemetryId(),
            telemetryHash(),
            ruleId(),
            knowledgeGraphVersion(),
            modelVersion(),
            reasoning(),
            track())
        + "\n";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
