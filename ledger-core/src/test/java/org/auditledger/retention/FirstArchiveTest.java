package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.ProofOutcome;
import org.auditledger.seal.TreeHasher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first archive of the first form, written on PostgreSQL 18. It is never made anew: whatever
 * comes, this file has to be read as it was.
 */
class FirstArchiveTest {

  private static final String SHA256 =
      "81965b69d8edfb1b73fc4a21f638f3e4616145f585f9b1734af9fdd496f62b98";
  private static final String DIGEST =
      "c262397bff9fd30da651ce3530edceac3675ce94cb82f10a61bb33ee4794c5ba";

  @TempDir private Path directory;

  @Test
  void it_is_read_as_it_was_written() throws IOException {
    Path file = directory.resolve("first.archive");
    try (InputStream fixture =
        Objects.requireNonNull(FirstArchiveTest.class.getResourceAsStream("first.archive"))) {
      Files.copy(fixture, file);
    }
    RecordSelector wanted =
        new RecordSelector(Optional.of("Zoe"), Optional.empty(), OptionalLong.of(8));
    ArchiveProof proof = ArchiveProof.read(file, Optional.of(wanted));
    ArchiveCheck.Sound sound = proof.archive();
    assertThat(sound.sha256().hex()).isEqualTo(SHA256);
    assertThat(sound.note().manifest().contents().digest().hex()).isEqualTo(DIGEST);
    assertThat(sound.note().manifest().contents().rows()).isEqualTo(48);
    assertThat(sound.note().verify(WrittenJournal.trust(WrittenJournal.FIRST)).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
    assertThat(sound.tenants()).hasSize(8).contains("𝄞 beyond", "Zoe");
    ArchivedRecord.Found found = (ArchivedRecord.Found) proof.record().orElseThrow();
    Digest leaf = new TreeHasher().leaf(found.form().getBytes(StandardCharsets.UTF_8));
    assertThat(found.form()).startsWith("{\"_form\":\"audit-ledger/buffer/1\",\"id\":8,");
    assertThat(found.proof().check(leaf, Digest.ofHex(DIGEST)))
        .isInstanceOf(ProofOutcome.Proven.class);
  }
}
