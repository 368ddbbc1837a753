package org.auditledger.append;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.append.EntryColumn.Era;
import org.auditledger.entry.Appended;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.SqlText;

/**
 * What is there already of entries that are to be written once. It has to be asked for after the
 * head was read: whoever appends in between, lock or not, takes the number that we are about to
 * take, and we begin again.
 */
final class KnownEntries {

  /** What identifies an entry for who may have to give it twice. */
  private record Key(String telemetryId, String telemetryHash) {}

  private final Map<Key, List<KnownEntry>> entries = new HashMap<>();

  private final boolean asked;

  private KnownEntries(boolean asked) {
    this.asked = asked;
  }

  /** Looks for those of these entries that are to be written once. */
  static KnownEntries read(Connection connection, EntryColumns table, List<PreparedEntry> wanted)
      throws SQLException {
    Object[] ids =
        wanted.stream()
            .filter(PreparedEntry::idempotent)
            .map(entry -> entry.text(EntryColumn.TELEMETRY_ID))
            .distinct()
            .toArray();
    KnownEntries known = new KnownEntries(ids.length > 0);
    if (ids.length == 0) {
      return known;
    }
    boolean evaluations = table.has(Era.EVALUATIONS);
    String sql =
        SqlText.of(KnownEntries.class, "find_known")
            .replace("{columns}", evaluations ? ", e.envelope_hash" : "");
    Array array = connection.createArrayOf("text", ids);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, array);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(rows, evaluations);
        }
      }
    } finally {
      array.free();
    }
    return known;
  }

  private void add(ResultSet row, boolean evaluations) throws SQLException {
    Map<EntryColumn, String> content = new EnumMap<>(EntryColumn.class);
    for (EntryColumn column : KnownEntry.CONTENT) {
      if (column.era() != Era.EVALUATIONS || evaluations) {
        String text = row.getString(column.sqlName());
        if (text != null) {
          content.put(column, text);
        }
      }
    }
    String hash = row.getString("entry_hash").stripTrailing();
    OffsetDateTime time = row.getObject("timestamp", OffsetDateTime.class);
    if (!Digest.isHex(hash)) {
      return;
    }
    Appended entry =
        new Appended(
            row.getLong("sequence_number"),
            Digest.ofHex(hash),
            time.toInstant().truncatedTo(ChronoUnit.MICROS),
            false,
            false);
    add(
        new Key(row.getString("telemetry_id"), row.getString("telemetry_hash").stripTrailing()),
        new KnownEntry(entry, content));
  }

  private void add(Key key, KnownEntry entry) {
    entries.computeIfAbsent(key, unused -> new ArrayList<>()).add(entry);
  }

  /** The entry that is there already and says the same, if this one is to be written once. */
  Optional<Appended> find(PreparedEntry wanted) {
    List<KnownEntry> same = wanted.idempotent() ? entries.get(key(wanted)) : null;
    if (same == null) {
      return Optional.empty();
    }
    for (KnownEntry known : same) {
      if (wanted.says(known)) {
        return Optional.of(known.again());
      }
    }
    throw new AppendException(
        Trouble.REFUSED,
        "nothing was appended: entry "
            + same.get(0).entry().sequence()
            + " says something else about telemetry "
            + wanted.text(EntryColumn.TELEMETRY_ID),
        "an entry that is to be written once is known by its telemetry_id and telemetry_hash",
        "where both are meant, append it without asking for it only once");
  }

  /** Remembers an entry that the same transaction appends: another one may ask for it. */
  void add(PreparedEntry entry, Appended appended) {
    if (asked) {
      Map<EntryColumn, String> content = new EnumMap<>(EntryColumn.class);
      for (EntryColumn column : KnownEntry.CONTENT) {
        String text = entry.text(column);
        if (text != null) {
          content.put(column, text);
        }
      }
      add(key(entry), new KnownEntry(appended, content));
    }
  }

  private static Key key(PreparedEntry entry) {
    return new Key(
        String.valueOf(entry.text(EntryColumn.TELEMETRY_ID)),
        String.valueOf(entry.text(EntryColumn.TELEMETRY_HASH)));
  }
}
