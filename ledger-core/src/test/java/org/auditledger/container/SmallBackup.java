package org.auditledger.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.auditledger.chain.Head;
import org.auditledger.container.MemberName.Single;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalHead;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;

/** A backup with a member of every kind, whose rows are only bytes. */
public final class SmallBackup {

  public static final LedgerName LEDGER = new LedgerName("plant/one");

  public static final NoteSigner SIGNER =
      NoteSigner.of(LEDGER.value(), PrivateKey.ofRaw(new byte[PrivateKey.LENGTH]).orThrow("test"));

  private SmallBackup() {}

  /** The backup, signed or not; whatever differs between two of them is told by the word. */
  static byte[] of(String word, Optional<NoteSigner> signer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BackupWriter writer = new BackupWriter(out);
      writer.header(header());
      writer.schemaText("create table " + word + " ();\n");
      rows(writer, new MemberName.Entries(1, 3), "first " + word);
      rows(writer, new MemberName.Entries(4, 4), "second " + word);
      byte[] journal = lines(writerOf -> writerOf.write(new JournalLine(1, "note " + word + "\n")));
      writer.lines(Single.JOURNAL, journal.length, new ByteArrayInputStream(journal));
      byte[] checkpoints =
          lines(writerOf -> writerOf.write(new CheckpointLine("plant/one/entries", 4, word)));
      writer.lines(Single.CHECKPOINTS, checkpoints.length, new ByteArrayInputStream(checkpoints));
      rows(writer, Single.TENANTS, "tenants " + word);
      rows(writer, new MemberName.Buffer("a b/c", 1), "one " + word);
      rows(writer, new MemberName.Buffer("a b/c", 2), "two " + word);
      rows(writer, new MemberName.Buffer("telemetry_buffer_2026_11", 1), "three " + word);
      writer.finish(manifest(word, writer.members()), signer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A backup without rows, whose manifest says this. */
  public static byte[] saying(Function<List<StoredMember>, BackupManifest> manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BackupWriter writer = new BackupWriter(out);
      writer.header(header());
      writer.schemaText("-- nothing\n");
      writer.finish(manifest.apply(writer.members()), Optional.of(SIGNER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BackupManifest manifest(String word, List<StoredMember> members) {
    return new BackupManifest(
        LEDGER,
        Instant.parse("2026-11-26T10:00:00.000001Z"),
        new BackupSource(
            new DatabaseIdentity("7301234567890123456", 16384),
            1,
            "0/1A2B3C4",
            false,
            "18.6",
            "audit-ledger " + word),
        1,
        4,
        new Head(4, Digest.sha256(word.getBytes(StandardCharsets.UTF_8))),
        Digest.sha256(new byte[] {1}),
        Optional.of(new JournalHead(1, Digest.sha256(new byte[] {2}))),
        header().ledgerSchema().structure().digest(),
        header().ledgerSchema().posture().digest(),
        Optional.empty(),
        members);
  }

  static BackupHeader header() {
    BackupTable table =
        new BackupTable(
            List.of(
                new BackupTable.Column("tenant_id", "text"),
                new BackupTable.Column("days", "integer")));
    return new BackupHeader(
        LEDGER,
        new RowLayout(
            List.of(
                new Column("id", ColumnType.BIGINT),
                new Column("entry_hash", ColumnType.CHARACTER))),
        Optional.of(table),
        Optional.of(
            new BackupBuffer(
                table,
                List.of(
                    new BackupBuffer.Partition(
                        "a b/c",
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                        false),
                    new BackupBuffer.Partition("rest", Optional.empty(), Optional.empty(), true)),
                true)),
        schema("public"),
        Optional.of(schema("audit_ledger")));
  }

  private static BackupSchema schema(String name) {
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put("kind", "table");
    TreeMap<String, java.util.SortedMap<String, String>> objects = new TreeMap<>();
    objects.put("table " + name, facts);
    return new BackupSchema(
        new SchemaDocument(DocumentKind.STRUCTURE, objects),
        new SchemaDocument(DocumentKind.POSTURE, objects));
  }

  private interface Lines {
    void write(LineWriter writer) throws IOException;
  }

  private static byte[] lines(Lines lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LineWriter writer = new LineWriter(out)) {
      lines.write(writer);
    }
    return out.toByteArray();
  }

  private static void rows(BackupWriter writer, MemberName name, String rows) throws IOException {
    byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
    Compressor compressor = new Compressor();
    int length = compressor.compress(bytes, bytes.length);
    writer.rows(name, compressor.frame(), length);
  }
}
