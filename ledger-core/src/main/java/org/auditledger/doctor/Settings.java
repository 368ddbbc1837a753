package org.auditledger.doctor;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.postgres.SqlText;

/** What is set on the server, and for whom else. */
record Settings(List<Setting> all) {

  private static final List<String> ASKED =
      List.of(
          "archive_mode",
          "autovacuum",
          "data_checksums",
          "fsync",
          "full_page_writes",
          "ignore_checksum_failure",
          "session_replication_role",
          "synchronous_commit",
          "zero_damaged_pages");

  /**
   * One of them.
   *
   * @param place for whom it is set: a role, a database; empty for what holds where nothing is set
   */
  record Setting(String place, String name, String value) {

    /** Where it holds, in words. */
    String where() {
      return name + " is " + value + (place.isEmpty() ? "" : " for " + place);
    }
  }

  Settings {
    all = List.copyOf(all);
  }

  static Settings read(Connection connection) throws SQLException {
    Array asked = connection.createArrayOf("text", ASKED.toArray());
    List<Setting> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Settings.class, "settings"))) {
      query.setArray(1, asked);
      query.setArray(2, asked);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new Setting(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    } finally {
      asked.free();
    }
    return new Settings(found);
  }

  /** What holds where nothing else is set, if the server has such a setting. */
  Optional<String> ofServer(String name) {
    return named(name).stream()
        .filter(setting -> setting.place().isEmpty())
        .map(Setting::value)
        .findFirst();
  }

  boolean isServer(String name, String value) {
    return ofServer(name).filter(value::equals).isPresent();
  }

  /** The same setting, wherever. */
  List<Setting> named(String name) {
    return all.stream().filter(setting -> setting.name().equals(name)).toList();
  }
}
