package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditledger.backup.BackupException;
import org.auditledger.container.ArchiveHeader;
import org.auditledger.container.ArchiveManifest;
import org.auditledger.container.ArchiveReader;
import org.auditledger.container.ArchiveWriter;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MemberName;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as archived can be read back, record by record, and nothing else has its name. */
@OnPostgres
@HeadSchema
class ArchiveTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00.000001Z");

  @TempDir private Path directory;

  @Test
  void an_archive_holds_what_the_partition_does(TestDatabase database)
      throws SQLException, IOException {
    Buffers.partition(database, Buffers.STRANGE);
    Buffers.tenants(database);
    Buffers.tricky(database);
    Archived archived = write(database, Buffers.STRANGE, NOW);
    assertThat(archived.contents()).isEqualTo(Buffers.evidence(database, Buffers.STRANGE));
    assertThat(files()).containsExactly(archived.named().name());
    assertThat(archived.named().name())
        .matches("Tag_1___1_s____columns__drop___--[.][0-9a-f]{16}[.]archive");
    assertThat(archived.named().sha256())
        .isEqualTo(Digest.sha256(Files.readAllBytes(archived.file())));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archived.file())))
        .isEqualTo("rw-------");
    ArchiveCheck.Sound sound = (ArchiveCheck.Sound) Archive.check(archived.file());
    assertThat(sound.sha256()).isEqualTo(archived.sha256());
    assertThat(sound.tenants()).isEqualTo(archived.tenants()).hasSize(8);
    ArchiveManifest manifest = sound.note().manifest();
    assertThat(manifest)
        .isEqualTo(
            new ArchiveManifest(
                WrittenJournal.LEDGER,
                NOW,
                Buffers.STRANGE,
                Buffers.FROM,
                Buffers.TO,
                archived.contents(),
                manifest.members()));
    assertThat(sound.note().verify(WrittenJournal.trust(WrittenJournal.FIRST)).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
  }

  @Test
  void an_empty_partition_and_one_with_records_that_are_large_have_archives(TestDatabase database)
      throws SQLException {
    Buffers.partition(database, "p");
    Archived empty = write(database, "p", NOW);
    assertThat(members(empty)).isEmpty();
    for (int i = 0; i < 4; i++) {
      Buffers.large(database, 3 << 20);
    }
    Archived large = write(database, "p", NOW);
    assertThat(large.contents()).isEqualTo(Buffers.evidence(database, "p"));
    assertThat(members(large)).containsExactly("records/1.copy.zst", "records/2.copy.zst");
    assertThat(files()).containsExactlyInAnyOrder(empty.named().name(), large.named().name());
  }

  @Test
  void what_a_died_run_has_written_is_taken_and_read(TestDatabase database)
      throws SQLException, IOException {
    Buffers.partition(database, "p");
    Buffers.record(database, "default", "s", "1");
    Archived first = write(database, "p", NOW);
    byte[] bytes = Files.readAllBytes(first.file());
    assertThat(write(database, "p", NOW.plusSeconds(60))).isEqualTo(first);
    assertThat(Files.readAllBytes(first.file())).isEqualTo(bytes);
    assertThat(files()).containsExactly(first.named().name());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("records/1.copy.zst") + 512 + 20] ^= 1;
    Files.write(first.file(), bytes);
    assertThatThrownBy(() -> write(database, "p", NOW))
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith(
            "partition p was not archived: there is another file in its place\n"
                + first.file()
                + " records/1.copy.zst");
    assertThat(Files.readAllBytes(first.file())).isEqualTo(bytes);
    assertThat(files()).containsExactly(first.named().name());
  }

  @Test
  void the_archive_of_another_is_not_taken_for_this_one(TestDatabase database)
      throws SQLException, IOException {
    Buffers.partition(database, "p");
    Buffers.partition(database, "q", 2);
    Archived mine = write(database, "p", NOW);
    Archived other = write(database, "q", NOW);
    assertThat(other.contents()).isEqualTo(mine.contents());
    Files.delete(mine.file());
    Files.move(other.file(), mine.file());
    assertThatThrownBy(() -> write(database, "p", NOW))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is of another partition");
    LedgerName elsewhere = new LedgerName("plant/two");
    try (Session session = TestSessions.reading(database)) {
      Archived ofOther =
          new Archive(elsewhere, directory, Optional.empty())
              .write(session, "p", Buffers.FROM, Buffers.TO, NOW);
      assertThat(ofOther.file()).isNotEqualTo(mine.file());
    }
  }

  @Test
  void a_record_that_came_late_makes_another_archive(TestDatabase database) throws SQLException {
    Buffers.partition(database, "p");
    Buffers.record(database, "default", "s", "1");
    Archived before = write(database, "p", NOW);
    Buffers.record(database, "default", "s", "2");
    Archived after = write(database, "p", NOW);
    assertThat(after.contents().rows()).isEqualTo(2);
    assertThat(files()).containsExactlyInAnyOrder(before.named().name(), after.named().name());
  }

  @Test
  void records_that_are_not_those_of_the_manifest_are_found(TestDatabase database)
      throws SQLException, IOException {
    Buffers.partition(database, "p");
    Buffers.partition(database, "q", 2);
    Buffers.record(database, "default", "s", "1");
    Archived genuine = write(database, "p", NOW);
    Archived empty = write(database, "q", NOW);
    Path forged = directory.resolve("forged");
    Files.write(forged, withRecordsOf(empty, genuine));
    assertThat(Archive.check(forged))
        .isEqualTo(
            new ArchiveCheck.Unsound(
                "has 0 records with digest "
                    + empty.contents().digest()
                    + ", and its manifest says 1 with "
                    + genuine.contents().digest()));
    Files.writeString(forged, "no archive".repeat(100));
    assertThat(Archive.check(forged))
        .isEqualTo(new ArchiveCheck.Unsound("is no archive: it does not begin as one"));
    assertThatThrownBy(() -> Archive.check(directory.resolve("missing")))
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith(directory.resolve("missing") + " cannot be read\n");
  }

  @Test
  void what_cannot_be_written_leaves_nothing(TestDatabase database) throws SQLException {
    Buffers.partition(database, "p");
    database.execute(
        "insert into telemetry_buffer values (7, 'default', 's', 't', '2026-01-01 12:00+00',"
            + " 'infinity', '{}', 'h')");
    assertThatThrownBy(() -> write(database, "p", NOW))
        .isInstanceOf(UnreadablePartitionException.class);
    assertThat(files()).isEmpty();
    directory = directory.resolve("not there");
    assertThatThrownBy(() -> write(database, "p", NOW))
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith("the archive was not written: ")
        .hasMessageContaining("there is no such directory");
  }

  private Archived write(TestDatabase database, String partition, Instant now) {
    Optional<NoteSigner> signer = Optional.of(WrittenJournal.FIRST);
    Instant from = partition.equals("q") ? Buffers.TO : Buffers.FROM;
    try (Session session = TestSessions.reading(database)) {
      return new Archive(WrittenJournal.LEDGER, directory, signer)
          .write(session, partition, from, from.plusSeconds(86_400), now);
    }
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> members(Archived archived) {
    ArchiveCheck.Sound sound = (ArchiveCheck.Sound) Archive.check(archived.file());
    return sound.note().manifest().members().stream()
        .map(member -> member.name())
        .filter(name -> name.startsWith("records/"))
        .toList();
  }

  /** What somebody writes who has no key: whole in itself, and with other records. */
  private static byte[] withRecordsOf(Archived records, Archived stated) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveWriter writer = new ArchiveWriter(out);
    ArchiveReader from = new ArchiveReader(Files.newInputStream(records.file()));
    ArchiveHeader header = from.header();
    writer.header(header);
    for (Optional<BackupMember> member = from.next(); member.isPresent(); member = from.next()) {
      MemberName name = member.get().name();
      byte[] frame = member.get().stored();
      writer.rows(name, frame, frame.length);
    }
    ArchiveManifest manifest =
        ((ArchiveCheck.Sound) Archive.check(stated.file())).note().manifest();
    writer.finish(
        new ArchiveManifest(
            manifest.ledger(),
            manifest.at(),
            manifest.partition(),
            manifest.from(),
            manifest.to(),
            manifest.contents(),
            writer.members()),
        Optional.empty());
    return out.toByteArray();
  }
}
