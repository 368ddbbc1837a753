package org.auditledger.migrate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.postgres.SqlText;

/**
 * What can be known of the ledger's data in an instant, whatever its size: it is read before and
 * after a migration in the same transaction, and both must agree.
 */
record Evidence(List<TableEvidence> tables) {

  private static final String[] DATA = {"ledger_entries", "telemetry_buffer"};

  Evidence {
    tables = List.copyOf(tables);
  }

  /** Reads it in the transaction of this connection. */
  static Evidence read(Connection connection) throws SQLException {
    List<TableEvidence> tables = new ArrayList<>();
    Array names = connection.createArrayOf("text", DATA);
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Evidence.class, "evidence_tables"))) {
      query.setString(1, SetHome.LEDGER.objects().schema());
      query.setArray(2, names);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(table(rows));
        }
      }
    } finally {
      names.free();
    }
    return new Evidence(tables);
  }

  private static TableEvidence table(ResultSet rows) throws SQLException {
    return new TableEvidence(
        rows.getString(1),
        rows.getString(2),
        rows.getLong(3),
        rows.getLong(4),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getLong(8),
        List.of((String[]) rows.getArray(9).getArray()));
  }

  /** What a migration changed of what was there before it, in words. */
  List<String> changesTo(Evidence after, boolean reverting) {
    List<String> changes = new ArrayList<>();
    for (TableEvidence before : tables) {
      Optional<TableEvidence> now = after.find(before.table());
      if (now.isPresent()) {
        changes.addAll(before.changesTo(now.get(), reverting));
      } else if (!reverting) {
        changes.add(before.table() + " is gone");
      }
    }
    return changes;
  }

  /**
   * The same for a receipt. Partitions are summed up, since there can be thousands.
   *
   * @param after what was read after the migration, with no change but those that a revert may make
   */
  Sequence toJson(Evidence after) {
    List<CanonicalJson> families = new ArrayList<>();
    for (TableEvidence table : tables) {
      if (table.table().equals(table.family())) {
        families.add(family(table, after));
      }
    }
    return new Sequence(families);
  }

  private CanonicalJson family(TableEvidence table, Evidence after) {
    List<TableEvidence> parts =
        tables.stream()
            .filter(t -> t.family().equals(table.family()) && !t.table().equals(table.table()))
            .toList();
    TreeMap<String, CanonicalJson> json = new TreeMap<>();
    json.put("columns", new Whole(table.columns().size()));
    json.put("columns_sha256", new Text(sha256(table.columns())));
    json.put("kept", new CanonicalJson.Flag(after.find(table.table()).isPresent()));
    json.put("oid", new Whole(table.oid()));
    json.put("table", new Text(table.table()));
    json.put("tuples_written", new Whole(0));
    List<String> dropped = after.find(table.table()).map(table::droppedIn).orElse(List.of());
    if (!dropped.isEmpty()) {
      json.put("columns_dropped", texts(dropped));
    }
    if (table.fileNode() != 0) {
      json.put("file_node", new Whole(table.fileNode()));
      json.put("toast_file_node", new Whole(table.toastNode()));
    } else {
      json.put("partitions", new Whole(parts.size()));
      json.put("partitions_sha256", new Text(sha256(parts.stream().map(Evidence::line).toList())));
    }
    return new Members(json);
  }

  private Optional<TableEvidence> find(String table) {
    return tables.stream().filter(t -> t.table().equals(table)).findFirst();
  }

  private static String line(TableEvidence part) {
    return String.join(
        " ",
        part.table(),
        Long.toString(part.oid()),
        Long.toString(part.fileNode()),
        Long.toString(part.toastNode()),
        sha256(part.columns()));
  }

  private static String sha256(List<String> lines) {
    return texts(lines).digest().hex();
  }

  private static Sequence texts(List<String> lines) {
    return new Sequence(lines.stream().map(line -> (CanonicalJson) new Text(line)).toList());
  }
}
