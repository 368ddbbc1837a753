package org.auditledger.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    List<byte[]> members = members(ARCHIVE);
    assertThat(members).hasSize(4);
    List<byte[]> others = members(SmallArchive.of("that", Optional.of(SmallBackup.SIGNER)));
    assertThat(isAccepted(file(members))).isTrue();
    for (int i = 0; i < members.size(); i++) {
      List<byte[]> dropped = new ArrayList<>(members);
      dropped.remove(i);
      assertThat(isAccepted(file(dropped))).as("without member %s", i).isFalse();
      List<byte[]> doubled = new ArrayList<>(members);
      doubled.add(i, members.get(i));
      assertThat(isAccepted(file(doubled))).as("with member %s twice", i).isFalse();
      for (int j = i + 1; j < members.size(); j++) {
        List<byte[]> swapped = new ArrayList<>(members);
        Collections.swap(swapped, i, j);
        assertThat(isAccepted(file(swapped))).as("members %s and %s swapped", i, j).isFalse();
      }
      if (!Arrays.equals(members.get(i), others.get(i))) {
        List<byte[]> mixed = new ArrayList<>(members);
        mixed.set(i, others.get(i));
        assertThat(isAccepted(file(mixed))).as("member %s of another", i).isFalse();
      }
    }
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

  /** The members, each with its header and what fills its last block. */
  private static List<byte[]> members(byte[] archive) {
    List<byte[]> members = new ArrayList<>();
    for (int at = 0; at < archive.length - 2 * UstarHeader.BLOCK; ) {
      UstarHeader header =
          UstarHeader.decode(Arrays.copyOfRange(archive, at, at + UstarHeader.BLOCK));
      int length = UstarHeader.BLOCK + (int) header.size() + UstarHeader.padding(header.size());
      members.add(Arrays.copyOfRange(archive, at, at + length));
      at += length;
    }
    return members;
  }

  private static byte[] file(List<byte[]> members) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    members.forEach(file::writeBytes);
    file.writeBytes(new byte[2 * UstarHeader.BLOCK]);
    return file.toByteArray();
  }
}
