package org.auditledger.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * Tables that the ancestor of this ledger wrote, each an era of its schema, as PostgreSQL exported
 * them. What they hash to was computed by the ancestor, and not by anything here.
 */
public final class LegacyVectors {

  private static final OffsetDateTime EPOCH = OffsetDateTime.parse("2000-01-01T00:00:00Z");
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendOffset("+HHmm", "+00")
          .toFormatter(Locale.ROOT);

  private LegacyVectors() {}

  /** The ledger before there was a schema version. */
  public static Table entriesOfV01() {
    return Table.read("v0.1-ledger_entries.csv");
  }

  /** The same ledger with {@code schema_version}. */
  public static Table entriesOfV02() {
    return Table.read("v0.2-ledger_entries.csv");
  }

  /** A ledger that goes on with envelopes and transcripts. */
  public static Table entriesOfV30() {
    return Table.read("v3.0-ledger_entries.csv");
  }

  /** Buffered telemetry with its hashes. */
  public static Table bufferOfV02() {
    return Table.read("v0.2-telemetry_buffer.csv");
  }

  /** All three ledgers. */
  public static List<Table> ledgers() {
    return List.of(entriesOfV01(), entriesOfV02(), entriesOfV30());
  }

  /** A file of these vectors, as text. */
  public static String text(String file) {
    try (InputStream in = LegacyVectors.class.getResourceAsStream("/legacy-ledger/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no vectors " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of one table, as {@code COPY BINARY} sends them. */
  public static final class Table {

    private final String file;
    private final RowLayout layout;
    private final List<byte[]> rows = new ArrayList<>();

    private Table(String file, RowLayout layout) {
      this.file = file;
      this.layout = layout;
    }

    private static Table read(String file) {
      List<List<@Nullable String>> records = CsvRecords.parse(text(file));
      List<Column> columns = new ArrayList<>();
      for (String name : records.get(0)) {
        columns.add(new Column(String.valueOf(name), type(String.valueOf(name))));
      }
      Table table = new Table(file, new RowLayout(columns));
      records.subList(1, records.size()).forEach(table::add);
      return table;
    }

    private static ColumnType type(String column) {
      return switch (column) {
        case "id", "sequence_number" -> ColumnType.BIGINT;
        case "timestamp", "created_at", "telemetry_ts", "received_ts" -> ColumnType.TIMESTAMPTZ;
        case "previous_hash", "entry_hash", "telemetry_hash", "measurement_hash" ->
            ColumnType.CHARACTER;
        case "envelope_json", "transcript_json", "measurement" -> ColumnType.JSONB;
        default -> ColumnType.TEXT;
      };
    }

    private void add(List<@Nullable String> record) {
      RowWriter writer = new RowWriter(layout).beginRow();
      for (int i = 0; i < layout.size(); i++) {
        String value = record.get(i);
        if (value == null) {
          writer.nullValue();
          continue;
        }
        switch (layout.columns().get(i).type()) {
          case BIGINT -> writer.longValue(Long.parseLong(value));
          case TIMESTAMPTZ -> writer.longValue(micros(value));
          case TEXT, CHARACTER, JSONB -> writer.text(value);
        }
      }
      rows.add(Arrays.copyOf(writer.buffer(), writer.size()));
    }

    private static long micros(String timestamp) {
      return EPOCH.until(OffsetDateTime.parse(timestamp, TIMESTAMP), ChronoUnit.MICROS);
    }

    public RowLayout layout() {
      return layout;
    }

    /** How many rows there are. */
    public int size() {
      return rows.size();
    }

    /** The tuple of a row, from 0. */
    public byte[] bytes(int row) {
      return rows.get(row).clone();
    }

    /** A view on a row, from 0. */
    public RowView row(int row) {
      RowView view = new RowView(layout);
      byte[] bytes = bytes(row);
      view.moveTo(bytes, 0, bytes.length);
      return view;
    }

    /** Views on all rows. */
    public List<RowView> rows() {
      return IntStream.range(0, size()).mapToObj(this::row).toList();
    }

    @Override
    public String toString() {
      return file;
    }
  }
}
