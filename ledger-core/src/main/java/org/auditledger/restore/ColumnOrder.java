package org.auditledger.restore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.schema.SchemaDocument;

/** The columns of each table, in their order, by their names in SQL. */
final class ColumnOrder {

  private static final String START = "nothing";
  private static final String WANDERS = "";

  private final SchemaDocument structure;
  private final List<String> entryColumns;

  ColumnOrder(SchemaDocument structure, List<String> entryColumns) {
    this.structure = structure;
    this.entryColumns = List.copyOf(entryColumns);
  }

  /** A table's columns, with those of the entries as they were given. */
  List<String> of(String table) {
    Map<String, String> afters = afters(table);
    if (table.equals(LedgerTable.NAME)) {
      List<String> given =
          entryColumns.stream()
              .map(name -> afters.containsKey(name) ? name : quoted(name))
              .toList();
      if (!new HashSet<>(given).equals(afters.keySet())) {
        throw new IllegalArgumentException(
            "entries of this state have the columns " + afters.keySet() + ", not " + entryColumns);
      }
      return given;
    }
    return asKnown(table);
  }

  /** A table's columns as the structure has them; those whose place says nothing come last. */
  List<String> asKnown(String table) {
    Map<String, String> afters = afters(table);
    Map<String, String> next = new TreeMap<>();
    afters.forEach((column, after) -> next.put(after, column));
    next.remove(WANDERS);
    List<String> columns = new ArrayList<>();
    for (String at = next.get(START); at != null; at = next.get(at)) {
      columns.add(at);
    }
    afters.keySet().stream().filter(column -> !columns.contains(column)).forEach(columns::add);
    return columns;
  }

  /** Every column, and after which one it stands, if that is told. */
  private Map<String, String> afters(String table) {
    String end = " of " + table;
    Map<String, String> afters = new TreeMap<>();
    structure
        .objects()
        .forEach(
            (object, facts) -> {
              if (object.startsWith("column ") && object.endsWith(end)) {
                String name = object.substring("column ".length(), object.length() - end.length());
                afters.put(name, facts.getOrDefault("after", WANDERS));
              }
            });
    return afters;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
