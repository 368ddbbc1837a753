package org.auditledger.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.container.ContainerBytes.file;
import static org.auditledger.container.ContainerBytes.members;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.TrustedKeys;
import org.junit.jupiter.api.Test;

/** An archive that was changed is none, wherever the change is. */
class ArchiveReaderTest {

  private static final byte[] ARCHIVE = SmallArchive.of("this", Optional.of(SmallBackup.SIGNER));

  private static final TrustedKeys TRUSTED = TrustedKeys.of(SmallBackup.SIGNER.verifier());

  @Test
  void an_archive_says_what_was_written() throws IOException {
    ArchiveReader reader = reader(ARCHIVE);
    assertThat(reader.header()).isEqualTo(SmallArchive.header());
    List<String> records = new ArrayList<>();
    for (var member = reader.next(); member.isPresent(); member = reader.next()) {
      byte[] rows = BackupMember.rows(member.get().name(), member.get().stored());
      records.add(member.get().name().text() + " " + new String(rows, StandardCharsets.UTF_8));
    }
    assertThat(records)
        .containsExactly("records/1.copy.zst one this", "records/2.copy.zst two this");
    ArchiveManifest manifest = reader.manifest().manifest();
    assertThat(manifest).isEqualTo(SmallArchive.manifest("this", manifest.members()));
    assertThat(reader.manifest().verify(TRUSTED).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
    assertThat(reader.manifest().verify(TrustedKeys.NONE).orElseThrow())
        .isInstanceOf(NoteOutcome.NoKnownSignature.class);
  }

  @Test
  void each_byte_that_is_flipped_is_found() {
    for (int at = 0; at < ARCHIVE.length; at++) {
      byte[] flipped = ARCHIVE.clone();
      flipped[at] ^= (byte) (1 << at % Byte.SIZE);
      assertThat(isAccepted(flipped)).as("byte %s", at).isFalse();
    }
    assertThat(isAccepted(ARCHIVE)).isTrue();
  }

  @Test
  void each_archive_that_is_cut_off_or_goes_on_is_found() {
    for (int length = 0; length < ARCHIVE.length; length++) {
      assertThat(isAccepted(Arrays.copyOf(ARCHIVE, length))).as("cut to %s", length).isFalse();
    }
    assertThat(isAccepted(Arrays.copyOf(ARCHIVE, ARCHIVE.length + 1))).isFalse();
    assertThat(isAccepted(Arrays.copyOf(ARCHIVE, ARCHIVE.length + 512))).isFalse();
  }

  @Test
  void each_member_that_is_dropped_doubled_swapped_or_anothers_is_found() {
    assertThat(members(ARCHIVE)).hasSize(4);
    assertThat(isAccepted(file(members(ARCHIVE)))).isTrue();
    byte[] other = SmallArchive.of("that", Optional.of(SmallBackup.SIGNER));
    ContainerBytes.spoiled(ARCHIVE, other)
        .forEach((what, bytes) -> assertThat(isAccepted(bytes)).as(what).isFalse());
  }

  @Test
  void a_backup_is_no_archive_and_an_archive_no_backup() {
    byte[] backup = SmallBackup.of("this", Optional.of(SmallBackup.SIGNER));
    assertThatThrownBy(() -> reader(backup).header())
        .isInstanceOf(MalformedBackupException.class)
        .hasMessageContaining("header.json is not what it should be: \"records\" is missing");
    assertThatThrownBy(() -> new BackupReader(new ByteArrayInputStream(ARCHIVE)).finish())
        .isInstanceOf(MalformedBackupException.class)
        .hasMessage("records/1.copy.zst cannot stand after header.json");
    assertThatThrownBy(() -> reader("Hello".repeat(200).getBytes(StandardCharsets.UTF_8)).header())
        .hasMessage("is no archive: it does not begin as one");
  }

  private static ArchiveReader reader(byte[] archive) {
    return new ArchiveReader(new ByteArrayInputStream(archive));
  }

  /** Read to its end, and signed by whom one trusts. */
  private static boolean isAccepted(byte[] archive) {
    try {
      ArchiveReader reader = reader(archive);
      ArchiveHeader unused = reader.header();
      for (var member = reader.next(); member.isPresent(); member = reader.next()) {
        member.get().drain();
      }
      return reader.manifest().verify(TRUSTED).orElse(null) instanceof NoteOutcome.Verified;
    } catch (MalformedBackupException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
