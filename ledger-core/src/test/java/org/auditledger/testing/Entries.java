package org.auditledger.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.jspecify.annotations.Nullable;

/** Entries that a test does with what nobody may do with a ledger's: change, remove, insert. */
public final class Entries {

  /** The columns that the chain covers, as they are written down, and not as our code has them. */
  public static final Set<String> CHAINED =
      Set.of(
          "sequence_number",
          "previous_hash",
          "entry_hash",
          "timestamp",
          "verdict",
          "telemetry_id",
          "telemetry_hash",
          "rule_id",
          "knowledge_graph_version",
          "ski_model_version",
          "reasoning",
          "track");

  private final RowLayout layout;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private Entries(RowLayout layout) {
    this.layout = layout;
  }

  /** The entries of a ledger that the ancestor wrote. */
  public static Entries of(LegacyVectors.Table table) {
    Entries entries = new Entries(table.layout());
    for (RowView row : table.rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < table.layout().size(); i++) {
        values.add(row.isNull(i) ? null : value(row, i));
      }
      entries.rows.add(values);
    }
    return entries;
  }

  /**
   * Entries of every era, in turns: one of the first release, one of the second, and one with an
   * envelope and a transcript, as often as asked. They are numbered and hashed as one ledger.
   */
  public static Entries ofEveryEra(int rounds) {
    Entries first = of(LegacyVectors.entriesOfV01());
    Entries second = of(LegacyVectors.entriesOfV02());
    Entries third = of(LegacyVectors.entriesOfV30());
    List<Column> columns = new ArrayList<>(third.layout.columns());
    columns.add(new Column("schema_version", ColumnType.TEXT));
    Entries all = new Entries(new RowLayout(columns));
    for (int round = 1; round <= rounds; round++) {
      all.add(first, round).set(all.size(), "schema_version", "0.1.0");
      all.add(second, round);
      all.add(third, first.size() + round).set(all.size(), "schema_version", "0.2.0");
    }
    for (int place = 1; place <= all.size(); place++) {
      all.set(place, "id", (long) place).set(place, "sequence_number", (long) place);
    }
    return all.rehash(1);
  }

  private static Object value(RowView row, int column) {
    return switch (row.layout().columns().get(column).type()) {
      case BIGINT, TIMESTAMPTZ -> row.longValue(column);
      case TEXT, CHARACTER, JSONB -> row.text(column);
    };
  }

  public RowLayout layout() {
    return layout;
  }

  public int size() {
    return rows.size();
  }

  /** A value of the entry that stands in this place, from 1. */
  public @Nullable Object get(int place, String column) {
    return rows.get(place - 1).get(layout.find(column));
  }

  /** Changes a value. */
  public Entries set(int place, String column, @Nullable Object value) {
    rows.get(place - 1).set(layout.find(column), value);
    return this;
  }

  /** Changes some text within a value. */
  public Entries replace(int place, String column, String what, String by) {
    String value = String.valueOf(get(place, column));
    if (!value.contains(what)) {
      throw new IllegalArgumentException("no " + what + " in " + value);
    }
    return set(place, column, value.replace(what, by));
  }

  /** Adds a copy of an entry of others at the end; a column that they lack is null. */
  public Entries add(Entries others, int place) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : layout.columns()) {
      values.add(others.layout.find(column.name()) < 0 ? null : others.get(place, column.name()));
    }
    rows.add(values);
    return this;
  }

  /** The same entries in another order, without those that are left out of it. */
  public Entries inOrder(List<Integer> places) {
    Entries ordered = new Entries(layout);
    places.forEach(place -> ordered.add(this, place));
    return ordered;
  }

  /** A copy of so many of them, from the first one on. */
  public Entries first(int count) {
    return inOrder(IntStream.rangeClosed(1, count).boxed().toList());
  }

  /** The same entries in a table whose columns stand in another order: with this one first. */
  public Entries withFirstColumn(String name) {
    List<Column> columns = new ArrayList<>(layout.columns());
    columns.add(0, columns.remove(layout.find(name)));
    Entries reordered = new Entries(new RowLayout(columns));
    for (int place = 1; place <= size(); place++) {
      reordered.add(this, place);
    }
    return reordered;
  }

  /** Takes an entry out. */
  public Entries remove(int place) {
    rows.remove(place - 1);
    return this;
  }

  /** Inserts a copy of an entry behind it. */
  public Entries repeat(int place) {
    rows.add(place, new ArrayList<>(rows.get(place - 1)));
    return this;
  }

  /** Makes the chain hold again from this place on, as a forger would who knows how. */
  public Entries rehash(int from) {
    LegacyForm form = new LegacyForm(layout);
    CanonicalBytes bytes = new CanonicalBytes();
    for (int place = from; place <= size(); place++) {
      set(place, "previous_hash", place == 1 ? "0".repeat(64) : get(place - 1, "entry_hash"));
      bytes.clear();
      form.write(view(place), bytes);
      set(place, "entry_hash", bytes.digest().hex());
    }
    return this;
  }

  /** Shows every entry to this consumer. */
  public void forEach(Consumer<RowView> consumer) {
    for (int place = 1; place <= size(); place++) {
      consumer.accept(view(place));
    }
  }

  /** All entries as tuples of a table that has these columns. */
  public RowWriter write(RowLayout table) {
    RowWriter writer = new RowWriter(table);
    for (int place = 1; place <= size(); place++) {
      write(place, table, writer);
    }
    return writer;
  }

  private RowView view(int place) {
    RowWriter writer = new RowWriter(layout);
    write(place, layout, writer);
    RowView view = new RowView(layout);
    view.moveTo(writer.buffer(), 0, writer.size());
    return view;
  }

  private void write(int place, RowLayout table, RowWriter writer) {
    writer.beginRow();
    for (Column column : table.columns()) {
      Object value = get(place, column.name());
      if (value == null) {
        writer.nullValue();
      } else if (value instanceof Long number) {
        writer.longValue(number);
      } else {
        writer.text(value.toString());
      }
    }
  }
}
