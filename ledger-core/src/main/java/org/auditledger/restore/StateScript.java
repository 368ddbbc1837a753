package org.auditledger.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.schema.SchemaDocument;

/**
 * The statements that make a structure, from the document that describes it. They come in two
 * parts, as rows go in much faster before there are indexes and triggers. Names in a document are
 * relative to the ledger's schema, so that has to be the session's.
 *
 * <p>A document may only be one of the program's own: what it says is executed.
 */
final class StateScript {

  private static final Pattern PART =
      Pattern.compile("(column|constraint|index|trigger) (.+) (?:of|on) ([^ ]+)");

  /** Of the settings of functions, this one is a list of names, and quoted it would be one name. */
  private static final String PATH = "search_path=";

  private final SchemaDocument structure;
  private final ColumnOrder order;

  /**
   * @param entryColumns the order in which the table of entries has its columns, as ledgers of
   *     another past have them in another one
   */
  StateScript(SchemaDocument structure, List<String> entryColumns) {
    this.structure = structure;
    this.order = new ColumnOrder(structure, entryColumns);
  }

  /** Tables that can be filled; each checks its rows one by one already. */
  List<String> tables() {
    List<String> script = new ArrayList<>();
    each("sequence ", (name, facts) -> script.add(sequence(name, facts)));
    each("table ", (name, facts) -> script.add(table(name, facts)));
    each(
        "sequence ",
        (name, facts) ->
            script.add("alter sequence " + name + " owned by " + fact(facts, "owned by")));
    return script;
  }

  /** What tables have besides rows: keys, indexes, views, and last what guards them. */
  List<String> rest() {
    List<String> script = new ArrayList<>();
    parts("constraint", (part, facts) -> addKey(script, part, facts));
    parts("index", (part, facts) -> addIndex(script, part, facts));
    parts(
        "constraint",
        (part, facts) -> {
          if (fact(facts, "definition").startsWith("FOREIGN KEY ") || isForNewRowsOnly(facts)) {
            script.add(constraint(part, facts));
          }
        });
    each("view ", (name, facts) -> script.add(view(name, facts)));
    each("function ", (name, facts) -> script.add(function(name, facts)));
    parts("trigger", (part, facts) -> script.add(fact(facts, "definition")));
    return script;
  }

  private String table(String table, Map<String, String> facts) {
    List<String> elements = new ArrayList<>();
    for (String column : order.of(table)) {
      Map<String, String> ofColumn = structure.objects().get("column " + column + " of " + table);
      elements.add(column(column, Objects.requireNonNull(ofColumn)));
    }
    parts(
        "constraint",
        (part, check) -> {
          boolean isCheck = fact(check, "definition").startsWith("CHECK ");
          if (part.table().equals(table) && isCheck && !isForNewRowsOnly(check)) {
            elements.add("constraint " + part.name() + " " + fact(check, "definition"));
          }
        });
    String key = facts.get("partition key");
    return "create table "
        + table
        + " (\n  "
        + String.join(",\n  ", elements)
        + ")"
        + (key == null ? "" : " partition by " + key);
  }

  private static String column(String name, Map<String, String> facts) {
    String preset = facts.get("default");
    return name
        + " "
        + fact(facts, "type")
        + (preset == null ? "" : " default " + preset)
        + (fact(facts, "nullable").equals("no") ? " not null" : "");
  }

  private static String sequence(String name, Map<String, String> facts) {
    return "create sequence "
        + name
        + (" as " + fact(facts, "type"))
        + (" increment " + fact(facts, "increment"))
        + (" minvalue " + fact(facts, "minimum"))
        + (" maxvalue " + fact(facts, "maximum"))
        + (" start " + fact(facts, "start"))
        + (" cache " + fact(facts, "cache"))
        + (fact(facts, "cycle").equals("yes") ? " cycle" : " no cycle");
  }

  private static void addKey(List<String> script, Part part, Map<String, String> facts) {
    String definition = fact(facts, "definition");
    if (definition.startsWith("PRIMARY KEY ") || definition.startsWith("UNIQUE ")) {
      script.add(constraint(part, facts));
    }
  }

  private void addIndex(List<String> script, Part part, Map<String, String> facts) {
    if (structure.objects().containsKey("constraint " + part.name() + " of " + part.table())) {
      return; // It came with its key.
    }
    String definition = fact(facts, "definition");
    boolean unique = definition.startsWith("UNIQUE ");
    script.add(
        (unique ? "create unique index " : "create index ")
            + part.name()
            + " on "
            + part.table()
            + " "
            + (unique ? definition.substring("UNIQUE ".length()) : definition));
  }

  private static String constraint(Part part, Map<String, String> facts) {
    return "alter table "
        + part.table()
        + " add constraint "
        + part.name()
        + " "
        + fact(facts, "definition")
        + (isForNewRowsOnly(facts) ? " not valid" : "");
  }

  private static boolean isForNewRowsOnly(Map<String, String> facts) {
    return fact(facts, "validated").equals("no");
  }

  private static String view(String name, Map<String, String> facts) {
    return "create view " + name + " as " + fact(facts, "definition");
  }

  private static String function(String signature, Map<String, String> facts) {
    String name = signature.substring(0, signature.indexOf('('));
    StringBuilder create = new StringBuilder("create function ").append(name);
    create.append('(').append(facts.getOrDefault("arguments", "")).append(")");
    create.append("\nreturns ").append(fact(facts, "result"));
    create.append("\nlanguage ").append(fact(facts, "language"));
    create.append("\n").append(fact(facts, "volatility"));
    create.append("\nsecurity ").append(fact(facts, "security"));
    String settings = facts.get("settings");
    for (String setting : settings == null ? new String[0] : settings.split("; ", -1)) {
      int end = setting.indexOf('=') + 1;
      String value = setting.substring(end);
      create.append("\nset ").append(setting, 0, end);
      create.append(setting.startsWith(PATH) ? value : literal(value));
    }
    return create.append("\nas ").append(literal(fact(facts, "body"))).toString();
  }

  /** With standard_conforming_strings, which is pinned, nothing but the quote is special. */
  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private void each(String kind, BiConsumer<String, SortedMap<String, String>> consumer) {
    structure
        .objects()
        .forEach(
            (object, facts) -> {
              if (object.startsWith(kind)) {
                consumer.accept(object.substring(kind.length()), facts);
              }
            });
  }

  private void parts(String kind, BiConsumer<Part, SortedMap<String, String>> consumer) {
    structure
        .objects()
        .forEach(
            (object, facts) -> {
              Matcher part = PART.matcher(object);
              if (part.matches() && part.group(1).equals(kind)) {
                consumer.accept(new Part(part.group(2), part.group(3)), facts);
              }
            });
  }

  private static String fact(Map<String, String> facts, String property) {
    String value = facts.get(property);
    if (value == null) {
      throw new IllegalStateException("a known structure does not say the " + property);
    }
    return value;
  }

  /** What a table has, by its name in SQL. */
  private record Part(String name, String table) {}
}
