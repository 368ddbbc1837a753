package org.auditledger.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.seal.TreeHasher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one row of about 300 bytes of text costs between the socket and its two hashes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CanonicalForms {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("id", ColumnType.BIGINT),
              new Column("sequence_number", ColumnType.BIGINT),
              new Column("previous_hash", ColumnType.CHARACTER),
              new Column("entry_hash", ColumnType.CHARACTER),
              new Column("timestamp", ColumnType.TIMESTAMPTZ),
              new Column("verdict", ColumnType.TEXT),
              new Column("telemetry_id", ColumnType.TEXT),
              new Column("telemetry_hash", ColumnType.CHARACTER),
              new Column("rule_id", ColumnType.TEXT),
              new Column("knowledge_graph_version", ColumnType.TEXT),
              new Column("ski_model_version", ColumnType.TEXT),
              new Column("reasoning", ColumnType.TEXT),
              new Column("track", ColumnType.TEXT),
              new Column("created_at", ColumnType.TIMESTAMPTZ)));

  private final LegacyForm legacy = new LegacyForm(LAYOUT);
  private final RowForm form = RowForm.ofEntries(LAYOUT);
  private final CanonicalBytes bytes = new CanonicalBytes();
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] hash = new byte[Digest.LENGTH];
  private final RowView row = new RowView(LAYOUT);
  private final RowWriter tuple = new RowWriter(LAYOUT);

  public CanonicalForms() {
    String hex = "0123456789abcdef".repeat(4);
    tuple
        .beginRow()
        .longValue(42)
        .longValue(42)
        .text(hex)
        .text(hex)
        .longValue(826_000_000_250_000L);
    tuple.text("CLEAR").text("telemetry-0000000042").text(hex).text("energy.so2.lte_100ppm");
    tuple.text("2026-03").text("3.0.0").text("within bounds, as measured \u2014 ".repeat(8));
    tuple.text("symbolic").longValue(826_000_000_300_000L);
  }

  /** Reads the tuple's offsets. */
  @Benchmark
  public RowView view() {
    row.moveTo(tuple.buffer(), 0, tuple.size());
    return row;
  }

  /** The entry hash. */
  @Benchmark
  public byte[] entryHash() {
    row.moveTo(tuple.buffer(), 0, tuple.size());
    bytes.clear();
    legacy.write(row, bytes);
    bytes.digestInto(hash, 0);
    return hash;
  }

  /** The leaf of the seal. */
  @Benchmark
  public byte[] leafHash() {
    row.moveTo(tuple.buffer(), 0, tuple.size());
    bytes.clear();
    form.write(row, bytes);
    hasher.leaf(bytes.buffer(), 0, bytes.size(), hash, 0);
    return hash;
  }
}
