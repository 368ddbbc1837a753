package org.auditledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry as plain JDBC reads it, and its hash by the ancestor's formula as it is written down.
 */
record StoredEntry(
    @Nullable Long number, @Nullable OffsetDateTime time, Map<String, @Nullable String> texts) {

  /** What is hashed, by its key: no value may be missing but of the last four. */
  private static final Map<String, String> HASHED =
      Map.of(
          "previous_hash", "previous_hash",
          "ski_model_version", "ski_model_version",
          "telemetry_hash", "telemetry_hash",
          "telemetry_id", "telemetry_id",
          "verdict", "verdict",
          "kg_version", "knowledge_graph_version",
          "reasoning", "reasoning",
          "rule_id", "rule_id",
          "track", "track");

  private static final List<String> MAY_BE_NULL =
      List.of("kg_version", "reasoning", "rule_id", "track");

  static List<StoredEntry> read(Connection connection) throws SQLException {
    // Whole rows: which columns there are depends on the era.
    List<StoredEntry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from public.ledger_entries")) {
      while (rows.next()) {
        Map<String, @Nullable String> texts = new TreeMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value = rows.getString(i);
          boolean padded = rows.getMetaData().getColumnTypeName(i).equals("bpchar");
          texts.put(
              rows.getMetaData().getColumnName(i),
              value == null || !padded ? value : value.replaceAll(" +$", ""));
        }
        entries.add(
            new StoredEntry(
                rows.getObject("sequence_number", Long.class),
                rows.getObject("timestamp", OffsetDateTime.class),
                texts));
      }
    }
    return entries;
  }

  @Nullable String text(String column) {
    return texts.get(column);
  }

  /** The same entry after another one. */
  StoredEntry linkedTo(String previous) {
    Map<String, @Nullable String> other = new TreeMap<>(texts);
    other.put("previous_hash", previous);
    return new StoredEntry(number, time, other);
  }

  /** The hash that it has to have; none where no writer could have hashed such an entry. */
  Optional<String> hash() {
    // The extremes stand for the infinities.
    if (number == null
        || time == null
        || time.equals(OffsetDateTime.MAX)
        || time.equals(OffsetDateTime.MIN)) {
      return Optional.empty();
    }
    OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    if (utc.getYear() < 1 || utc.getYear() > 9999) {
      return Optional.empty();
    }
    Map<String, String> members = new TreeMap<>();
    for (Map.Entry<String, String> member : HASHED.entrySet()) {
      String value = text(member.getValue());
      if (value == null && !MAY_BE_NULL.contains(member.getKey())) {
        return Optional.empty();
      }
      members.put(member.getKey(), value == null ? "null" : PythonText.quoted(value));
    }
    members.put("sequence_number", number.toString());
    members.put("timestamp", '"' + isoformat(utc) + '"');
    StringBuilder payload = new StringBuilder();
    members.forEach(
        (key, value) ->
            payload
                .append(payload.isEmpty() ? "{\"" : ",\"")
                .append(key)
                .append("\":")
                .append(value));
    return Optional.of(sha256(payload.append('}').toString()));
  }

  private static String isoformat(OffsetDateTime utc) {
    String seconds =
        String.format(
            Locale.ROOT,
            "%04d-%02d-%02dT%02d:%02d:%02d",
            utc.getYear(),
            utc.getMonthValue(),
            utc.getDayOfMonth(),
            utc.getHour(),
            utc.getMinute(),
            utc.getSecond());
    int micros = utc.getNano() / 1000;
    return seconds + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + "+00:00";
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
