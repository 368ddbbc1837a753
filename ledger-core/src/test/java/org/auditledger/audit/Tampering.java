package org.auditledger.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One thing that who owns the database does to the entries of a ledger. */
record Tampering(String name, Act act) {

  /** Done by a superuser, whom nothing stops. */
  interface Act {
    void in(OpenTransaction transaction) throws SQLException;
  }

  private static final String UPDATE = "update public.ledger_entries set ";

  private static final String INSERT = "insert into public.ledger_entries ";

  void with(OpenTransaction transaction) throws SQLException {
    act.in(transaction);
  }

  static Tampering sql(String name, String... statements) {
    return new Tampering(
        name,
        transaction -> {
          for (String statement : statements) {
            transaction.execute(statement);
          }
        });
  }

  /** Statements, and the chain made to hold again from an entry on. */
  static Tampering rehashed(String name, long from, String... statements) {
    return new Tampering(
        name,
        transaction -> {
          sql(name, statements).with(transaction);
          transaction.rehash(from);
        });
  }

  /** A column of the table, as the catalog has it. */
  record Column(String name, String type) {

    /** Another value of its type; of what is null, some value. */
    private String other() {
      return switch (type) {
        case "int8" -> "coalesce(" + name + ", 0) + 5000";
        case "text" -> "coalesce(" + name + ", '') || 'x'";
        // Another first character, and as long as it was.
        case "bpchar" ->
            "overlay(coalesce("
                + name
                + ", 'a') placing case when left("
                + name
                + ", 1) = 'b' then 'c' else 'b' end from 1)";
        case "timestamptz" ->
            "coalesce(" + name + ", '2026-11-20 00:00:00+00') + interval '1 microsecond'";
        case "jsonb" -> "coalesce(" + name + ", '{}') || '{\"forged\": true}'";
        default -> throw new IllegalStateException("no test changes a column of type " + type);
      };
    }

    /** What can be done to its value in one entry: what would leave it as it is is left out. */
    List<Tampering> in(OpenTransaction transaction, long entry) throws SQLException {
      String where = " where sequence_number = " + entry;
      List<Tampering> all = new ArrayList<>();
      all.add(sql("change", UPDATE + name + " = " + other() + where));
      if (!query(transaction, "select " + name + " from public.ledger_entries" + where).isEmpty()) {
        all.add(sql("null", UPDATE + name + " = null" + where));
      }
      List<String> others =
          query(
              transaction,
              "select o.sequence_number from public.ledger_entries e join public.ledger_entries o"
                  + " on o.NAME is distinct from e.NAME where e.sequence_number = "
                      .replace("NAME", name)
                  + entry
                  + " order by abs(o.sequence_number - e.sequence_number), 1 limit 1");
      for (String other : others) {
        all.add(
            sql(
                "swap",
                UPDATE
                    + (name + " = o." + name)
                    + " from public.ledger_entries o where (ledger_entries.sequence_number,"
                    + " o.sequence_number) in (("
                    + (entry + ", " + other + "), (" + other + ", " + entry)
                    + "))"));
      }
      return all;
    }
  }

  /** What can be done to whole rows of a ledger of so many entries, of which number 60 is one. */
  static List<Tampering> ofRows(long size) {
    String one = "sequence_number = 60";
    String copy =
        "create temporary table kept on commit drop as select * from public.ledger_entries";
    String from = " from public.ledger_entries where ";
    List<Tampering> all = new ArrayList<>();
    for (long entry : new long[] {1, 60, size}) {
      all.add(sql("delete " + entry, "delete" + from + "sequence_number = " + entry));
    }
    all.add(sql("delete the end", "delete" + from + "sequence_number > 100"));
    all.add(sql("delete all", "delete" + from + "true"));
    all.add(sql("truncate", "truncate public.ledger_entries"));
    all.add(
        sql(
            "truncate, and put the beginning back",
            copy,
            "truncate public.ledger_entries",
            INSERT + "select * from pg_temp.kept where sequence_number <= 50"));
    all.add(sql("duplicate", INSERT + "select *" + from + one));
    all.add(
        sql(
            "duplicate with another id",
            copy + " where " + one,
            "update pg_temp.kept set id = 90000",
            INSERT + "select * from pg_temp.kept"));
    for (String number : new String[] {"0", "-1", "null", "" + (size + 10), "" + Long.MAX_VALUE}) {
      all.add(
          sql(
              "insert as number " + number,
              copy + " where " + one,
              "update pg_temp.kept set id = 90000, sequence_number = " + number,
              INSERT + "select * from pg_temp.kept"));
    }
    String later = "sequence_number = sequence_number + 1 where sequence_number > 60";
    String[] insert = {
      UPDATE + later,
      copy + " where " + one,
      "update pg_temp.kept set id = 90000, sequence_number = 61",
      INSERT + "select * from pg_temp.kept"
    };
    all.add(sql("insert in the middle", insert));
    all.add(rehashed("insert in the middle, and rehash", 61, insert));
    String[] remove = {
      "delete" + from + one,
      UPDATE + "sequence_number = sequence_number - 1 where sequence_number > 60"
    };
    all.add(sql("delete in the middle, and renumber", remove));
    all.add(rehashed("delete in the middle, renumber and rehash", 60, remove));
    String reverse = UPDATE + "sequence_number = " + (size + 1) + " - sequence_number";
    String exchange = UPDATE + "sequence_number = 121 - sequence_number where sequence_number in";
    String rotate = UPDATE + "sequence_number = 1 + sequence_number % " + size;
    all.add(sql("reorder two", exchange + " (60, 61)"));
    all.add(rehashed("reorder two, and rehash", 60, exchange + " (60, 61)"));
    all.add(sql("reorder all backwards", reverse));
    all.add(rehashed("reorder all backwards, and rehash", 1, reverse));
    all.add(sql("reorder by one", rotate));
    all.add(rehashed("reorder by one, and rehash", 1, rotate));
    all.add(rehashed("change and rehash", 60, UPDATE + "rule_id = 'forged' where " + one));
    return all;
  }

  /** What the database itself may do to rows, and nobody can see in what they say. */
  static List<Tampering> ofNothing() {
    return List.of(
        sql("leave all as it is"),
        sql("write the same again", UPDATE + "reasoning = reasoning where sequence_number < 80"),
        sql(
            "store in another order",
            "create temporary table kept on commit drop as select * from public.ledger_entries",
            "truncate public.ledger_entries",
            INSERT + "select * from pg_temp.kept order by sequence_number % 7, id desc"));
  }

  private static List<String> query(OpenTransaction transaction, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = transaction.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String value = rows.getString(1);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
