package org.auditledger.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.container.ContainerBytes.file;
import static org.auditledger.container.ContainerBytes.members;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.Test;

class BackupReaderTest {

  private static final byte[] BACKUP = SmallBackup.of("this", Optional.of(SmallBackup.SIGNER));

  private static final TrustedKeys TRUSTED = TrustedKeys.of(SmallBackup.SIGNER.verifier());

  @Test
  void a_backup_says_what_was_written() throws IOException {
    BackupReader reader = reader(BACKUP);
    List<String> names = new ArrayList<>();
    List<Object> lines = new ArrayList<>();
    assertThat(reader.header()).isEqualTo(SmallBackup.header());
    for (var member = reader.next(); member.isPresent(); member = reader.next()) {
      MemberName name = member.get().name();
      names.add(name.text());
      if (name == MemberName.Single.JOURNAL) {
        member.get().journal(lines::add);
      } else if (name == MemberName.Single.CHECKPOINTS) {
        member.get().checkpoints(lines::add);
      } else if (name.equals(new MemberName.Entries(4, 4))) {
        lines.add(new String(BackupMember.rows(name, member.get().stored()), UTF_8));
      }
    }
    assertThat(names)
        .containsExactly(
            "schema.sql",
            "entries/1-3.copy.zst",
            "entries/4-4.copy.zst",
            "journal.jsonl.zst",
            "checkpoints.jsonl.zst",
            "tenants.copy.zst",
            "buffer/a%20b%2fc/1.copy.zst",
            "buffer/a%20b%2fc/2.copy.zst",
            "buffer/telemetry_buffer_2026_11/1.copy.zst");
    assertThat(lines)
        .containsExactly(
            "second this",
            new JournalLine(1, "note this\n"),
            new CheckpointLine("plant/one/entries", 4, "this"));
    BackupManifest manifest = reader.manifest().manifest();
    assertThat(manifest).isEqualTo(SmallBackup.manifest("this", manifest.members()));
    assertThat(reader.manifest().verify(TRUSTED).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
  }

  @Test
  void each_byte_that_is_flipped_is_found() {
    assertThat(isAccepted(BACKUP)).isTrue();
    for (int at = 0; at < BACKUP.length; at++) {
      assertFlippedIsFound(at, 1 << at % 8);
    }
  }

  @Thorough
  @Test
  void so_is_the_first_the_last_and_one_between_of_its_bits() {
    for (int at = 0; at < BACKUP.length; at++) {
      for (int bit : new int[] {1, 0x20, 0x80}) {
        assertFlippedIsFound(at, bit);
      }
    }
  }

  private static void assertFlippedIsFound(int at, int bit) {
    byte[] flipped = BACKUP.clone();
    flipped[at] ^= (byte) bit;
    assertThat(isAccepted(flipped)).as("bit %s of byte %s", bit, at).isFalse();
  }

  @Test
  void each_backup_that_is_cut_off_or_goes_on_is_found() {
    for (int length = 0; length < BACKUP.length; length++) {
      assertThat(isAccepted(Arrays.copyOf(BACKUP, length))).as("cut to %s", length).isFalse();
    }
    assertThat(isAccepted(Arrays.copyOf(BACKUP, BACKUP.length + 1))).isFalse();
    assertThat(isAccepted(Arrays.copyOf(BACKUP, BACKUP.length + 512))).isFalse();
  }

  @Test
  void each_member_that_is_dropped_doubled_swapped_or_another_backups_is_found() {
    assertThat(isAccepted(file(members(BACKUP)))).isTrue();
    byte[] other = SmallBackup.of("that", Optional.of(SmallBackup.SIGNER));
    ContainerBytes.spoiled(BACKUP, other)
        .forEach((what, bytes) -> assertThat(isAccepted(bytes)).as(what).isFalse());
  }

  @Test
  void a_member_that_is_passed_over_is_not_read_and_one_that_is_read_is_compared() {
    byte[] changed = BACKUP.clone();
    changed[offset("entries/4-4.copy.zst") + UstarHeader.BLOCK + 6] ^= 1;
    assertThat(refusal(changed)).isEqualTo("entries/4-4.copy.zst is not what the manifest names");
    BackupReader passing = reader(changed);
    assertThat(passAll(passing)).isEqualTo(passing.manifest().manifest());
  }

  @Test
  void what_is_wrong_is_said_with_the_place() {
    assertThat(refusal("Hello, world".repeat(100).getBytes(UTF_8)))
        .isEqualTo("is no backup: it does not begin as one");
    assertThat(refusal(new byte[0])).isEqualTo("ends after nothing");
    List<byte[]> members = members(BACKUP);
    assertThat(refusal(file(members.subList(0, members.size() - 1))))
        .isEqualTo("ends without its manifest");
    members.remove(4);
    assertThat(refusal(file(members)))
        .isEqualTo("has checkpoints.jsonl.zst, which its manifest does not name there");
    members = members(BACKUP);
    members.remove(3);
    assertThat(refusal(file(members)))
        .isEqualTo("has journal.jsonl.zst, which its manifest does not name there");
    members = members(BACKUP);
    members.remove(2);
    assertThat(refusal(file(members)))
        .isEqualTo("has entries/4-4.copy.zst, which its manifest does not name there");
  }

  @Test
  void a_backup_that_nobody_signed_is_one_and_says_so() throws IOException {
    byte[] unsigned = SmallBackup.of("this", Optional.empty());
    ManifestNote manifest = reader(unsigned).finish();
    assertThat(manifest.verify(TRUSTED)).isEmpty();
    assertThat(manifest.manifest().digest()).isEqualTo(finish(BACKUP).manifest().digest());
  }

  @Test
  void the_key_of_another_ledger_does_not_count() {
    byte[] backup = SmallBackup.of("this", Optional.of(SmallBackup.SIGNER));
    assertThat(finish(backup).verify(TrustedKeys.NONE).orElseThrow())
        .isInstanceOf(NoteOutcome.NoKnownSignature.class);
  }

  @Test
  void a_frame_that_says_more_than_there_may_be_is_refused_before_there_is_room_made_for_it() {
    byte[] room = new byte[Zstandard.bound(1000)];
    byte[] frame = Arrays.copyOf(room, Zstandard.compress(new byte[1000], 1000, room));
    assertThat(Zstandard.decompress(frame, 1000)).hasSize(1000);
    assertThatThrownBy(() -> Zstandard.decompress(frame, 999))
        .isInstanceOf(MalformedBackupException.class);
    assertThatThrownBy(() -> Zstandard.decompress(Arrays.copyOf(frame, frame.length - 1), 1000))
        .isInstanceOf(MalformedBackupException.class);
    assertThatThrownBy(() -> Zstandard.decompress("no frame".getBytes(UTF_8), 1000))
        .isInstanceOf(MalformedBackupException.class);
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static BackupReader reader(byte[] backup) {
    return new BackupReader(new ByteArrayInputStream(backup));
  }

  private static ManifestNote finish(byte[] backup) {
    try {
      return reader(backup).finish();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BackupManifest passAll(BackupReader reader) {
    try {
      while (reader.next().isPresent()) {
        // Nothing is read of it.
      }
      return reader.manifest().manifest();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String refusal(byte[] backup) {
    try {
      return "accepted: " + finish(backup);
    } catch (MalformedBackupException e) {
      return e.getMessage();
    }
  }

  /** Read to its end, and signed by whom one trusts. */
  private static boolean isAccepted(byte[] backup) {
    try {
      BackupReader reader = reader(backup);
      BackupHeader unused = reader.header();
      return reader.finish().verify(TRUSTED).orElse(null) instanceof NoteOutcome.Verified;
    } catch (MalformedBackupException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int offset(String name) {
    int at = 0;
    for (byte[] member : members(BACKUP)) {
      if (new String(member, 0, name.length() + 1, UTF_8).equals(name + "\0")) {
        return at;
      }
      at += member.length;
    }
    throw new AssertionError("no member " + name);
  }
}
