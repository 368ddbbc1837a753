package org.auditledger.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionContents;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.signature.NoteSigner;

/** An archive whose records are only bytes. */
final class SmallArchive {

  private SmallArchive() {}

  static byte[] of(String word, Optional<NoteSigner> signer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ArchiveWriter writer = new ArchiveWriter(out);
      writer.header(header());
      rows(writer, new MemberName.Records(1), "one " + word);
      rows(writer, new MemberName.Records(2), "two " + word);
      writer.finish(manifest(word, writer.members()), signer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static ArchiveHeader header() {
    return new ArchiveHeader(
        new RowLayout(
            List.of(new Column("id", ColumnType.BIGINT), new Column("subject", ColumnType.TEXT))));
  }

  static ArchiveManifest manifest(String word, List<StoredMember> members) {
    return new ArchiveManifest(
        SmallBackup.LEDGER,
        Instant.parse("2026-11-26T10:00:00.000001Z"),
        "telemetry \"buffer\" " + word,
        Instant.parse("2026-10-01T00:00:00Z"),
        Instant.parse("2026-10-02T00:00:00Z"),
        new PartitionContents(
            2,
            Optional.of(Instant.parse("2026-10-01T00:00:00Z")),
            Optional.of(Instant.parse("2026-10-01T23:59:59.999999Z")),
            Digest.sha256(word.getBytes(StandardCharsets.UTF_8))),
        members);
  }

  private static void rows(ArchiveWriter writer, MemberName name, String rows) throws IOException {
    byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
    Compressor compressor = new Compressor();
    int length = compressor.compress(bytes, bytes.length);
    writer.rows(name, compressor.frame(), length);
  }
}
