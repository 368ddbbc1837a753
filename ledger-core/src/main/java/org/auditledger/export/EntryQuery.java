package org.auditledger.export;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.auditledger.entry.Verdict;
import org.auditledger.postgres.SqlText;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;
import org.postgresql.PGConnection;

/**
 * The statement that reads chosen entries. COPY takes no parameters, so their values stand in it.
 */
final class EntryQuery {

  private final PGConnection quoting;
  private final List<String> conditions = new ArrayList<>();

  private EntryQuery(PGConnection quoting) {
    this.quoting = quoting;
  }

  static String of(PGConnection quoting, RowLayout layout, EntryFilter filter) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (Column column : layout.columns()) {
      columns.add("e." + quoting.escapeIdentifier(column.name()));
    }
    String limit = filter.limit() == Long.MAX_VALUE ? "all" : Long.toString(filter.limit());
    // What a name or a value has in it comes last: it may look like a place for another.
    return SqlText.of(EntryQuery.class, "chosen_entries")
        .replace("{limit}", limit)
        .replace("{columns}", String.join(", ", columns))
        .replace("{conditions}", new EntryQuery(quoting).conditions(filter));
  }

  private String conditions(EntryFilter filter) throws SQLException {
    if (filter.first() > 1) {
      conditions.add("e.sequence_number >= " + filter.first());
    }
    if (filter.last() < Long.MAX_VALUE) {
      conditions.add("e.sequence_number <= " + filter.last());
    }
    if (filter.since().isPresent()) {
      conditions.add("e.timestamp >= " + literal(filter.since().get().toString()));
    }
    if (filter.until().isPresent()) {
      conditions.add("e.timestamp <= " + literal(filter.until().get().toString()));
    }
    oneOf("e.verdict", filter.verdicts().stream().map(Verdict::name).toList());
    oneOf("e.rule_id", filter.rules());
    oneOf("e.telemetry_id", filter.telemetry());
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  private void oneOf(String column, Collection<String> values) throws SQLException {
    List<String> literals = new ArrayList<>();
    for (String value : values) {
      literals.add(literal(value));
    }
    if (!literals.isEmpty()) {
      conditions.add(
          literals.stream().sorted().collect(Collectors.joining(", ", column + " in (", ")")));
    }
  }

  /** The session's strings are standard ones: a backslash in them is a backslash. */
  private String literal(String value) throws SQLException {
    return "'" + quoting.escapeLiteral(value) + "'";
  }
}
