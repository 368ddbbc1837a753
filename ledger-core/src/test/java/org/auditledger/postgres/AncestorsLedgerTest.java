package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.JsonbObject;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.canonical.Preimage;
import org.auditledger.canonical.PreimageSearch;
import org.auditledger.canonical.RowForm;
import org.auditledger.chain.Head;
import org.auditledger.chain.Segment;
import org.auditledger.chain.SegmentBuilder;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.seal.TileBuilder;
import org.auditledger.seal.TileEdge;
import org.auditledger.seal.TreeHasher;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

/**
 * The whole way at once: rows that the ancestor wrote go into its own schema by COPY, come back by
 * COPY, and every hash, link and envelope holds, on every server, with the same seal.
 */
class AncestorsLedgerTest {

  private final CanonicalBytes bytes = new CanonicalBytes();
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] hash = new byte[Digest.LENGTH];

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void of_version_0_1_holds(TestDatabase database) {
    assertHolds(database, LegacyVectors.entriesOfV01());
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void of_version_0_2_holds(TestDatabase database) {
    assertHolds(database, LegacyVectors.entriesOfV02());
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void of_version_3_0_holds(TestDatabase database) {
    assertHolds(database, LegacyVectors.entriesOfV30());
  }

  private void assertHolds(TestDatabase database, LegacyVectors.Table table) {
    try (Session session = TestSessions.writing(database)) {
      TableLayout found = TableLayout.read(session, "public", "ledger_entries");
      assertThat(found).isInstanceOf(TableLayout.Found.class);
      RowLayout layout = ((TableLayout.Found) found).layout();
      write(session, layout, table);

      TileBuilder tree = new TileBuilder(TileEdge.EMPTY, tile -> {});
      SegmentBuilder segment = new SegmentBuilder(layout);
      int rows = read(session, layout, tree, segment);

      assertThat(rows).isEqualTo(table.size());
      Segment whole = Segment.after(Head.GENESIS).combine(segment.build());
      assertThat(whole.unbroken()).as(whole.breaks().toString()).isTrue();
      assertThat(whole.head().map(Head::sequence)).isEqualTo(Optional.of((long) table.size()));
      assertThat(tree.edge().root()).isEqualTo(rootOf(table));
    }
  }

  private static void write(Session session, RowLayout layout, LegacyVectors.Table table) {
    RowWriter writer = new RowWriter(layout);
    for (RowView row : table.rows()) {
      writer.beginRow();
      for (int i = 0; i < layout.size(); i++) {
        int from = row.layout().find(layout.columns().get(i).name());
        assertThat(from).isGreaterThanOrEqualTo(0);
        if (row.isNull(from)) {
          writer.nullValue();
        } else {
          switch (layout.columns().get(i).type()) {
            case BIGINT, TIMESTAMPTZ -> writer.longValue(row.longValue(from));
            case TEXT, CHARACTER, JSONB -> writer.text(row.text(from));
          }
        }
      }
    }
    try (CopyWriter copy = CopyWriter.open(session, "public", "ledger_entries", layout)) {
      copy.write(writer);
      assertThat(copy.finish()).isEqualTo(table.size());
    }
  }

  private int read(Session session, RowLayout layout, TileBuilder tree, SegmentBuilder segment) {
    LegacyForm legacy = new LegacyForm(layout);
    RowForm form = RowForm.ofEntries(layout);
    RowView row = new RowView(layout);
    int rows = 0;
    String query = "select * from public.ledger_entries order by sequence_number";
    try (CopyReader reader = CopyReader.open(session, layout, query)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        while (batch.next(row)) {
          rows++;
          bytes.clear();
          assertThat(legacy.write(row, bytes)).isEqualTo(FormOutcome.WRITTEN);
          bytes.digestInto(hash, 0);
          segment.append(row, hash);
          appendLeaf(form, row, tree);
          assertEnvelopeHolds(row);
        }
      }
    }
    return rows;
  }

  private void appendLeaf(RowForm form, RowView row, TileBuilder tree) {
    bytes.clear();
    assertThat(form.write(row, bytes)).isEqualTo(FormOutcome.WRITTEN);
    hasher.leaf(bytes.buffer(), 0, bytes.size(), hash, 0);
    tree.append(hash, 0);
  }

  private Digest rootOf(LegacyVectors.Table table) {
    TileBuilder tree = new TileBuilder(TileEdge.EMPTY, tile -> {});
    RowForm form = RowForm.ofEntries(table.layout());
    table.rows().forEach(row -> appendLeaf(form, row, tree));
    return tree.edge().root();
  }

  private static void assertEnvelopeHolds(RowView row) {
    int envelope = row.layout().find("envelope_json");
    if (envelope < 0 || row.isNull(envelope)) {
      return;
    }
    PreimageSearch search = new PreimageSearch();
    String stored = row.text(row.layout().find("envelope_hash"));
    assertThat(find(search, row, envelope, stored)).isEqualTo(Preimage.FOUND);

    int transcript = row.layout().find("transcript_json");
    if (!row.isNull(transcript)) {
      JsonbObject object =
          JsonbObject.read(row.buffer(), row.start(transcript) + 1, row.length(transcript) - 1)
              .orElseThrow();
      JsonbObject.Range response = object.find("response_canonical").orElseThrow();
      Digest expected = sha256(object.string("response_hash").orElseThrow());
      assertThat(search.find(row.buffer(), response.offset(), response.length(), expected))
          .isEqualTo(Preimage.FOUND);
    }
  }

  private static Preimage find(PreimageSearch search, RowView row, int column, String hash) {
    return search.find(row.buffer(), row.start(column) + 1, row.length(column) - 1, sha256(hash));
  }

  private static Digest sha256(String prefixed) {
    assertThat(prefixed).startsWith("sha256:");
    return Digest.ofHex(prefixed.substring("sha256:".length()));
  }
}
