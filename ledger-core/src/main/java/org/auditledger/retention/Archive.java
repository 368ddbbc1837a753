package org.auditledger.retention;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.backup.TargetFile;
import org.auditledger.container.ArchiveManifest;
import org.auditledger.container.ArchiveWriter;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalTime;
import org.auditledger.postgres.Session;
import org.auditledger.signature.NoteSigner;

/**
 * Writes partitions of a ledger down, each into a file of its own.
 *
 * @param ledger whose they are
 * @param directory where the files go
 * @param signer who answers for them; without, they are worth what a receipt says of them
 */
record Archive(LedgerName ledger, Path directory, Optional<NoteSigner> signer) {

  private static final String NOUN = "archive";

  /** What is left of a name in a file's, so that it stays short enough for any file system. */
  private static final int NAME = 100;

  private static final int DIGITS = 16;

  /**
   * Reads a partition and writes it down. What counts is on the disk, was read back, and its
   * records have come to the same digest. Where an earlier run has written the same records of the
   * same partition down, its file is as good once it was read so.
   *
   * @param partition its table's name in schema public
   * @param from the partition's first moment
   * @param to the first moment after it
   * @param now the time, to the microsecond
   * @throws UnreadablePartitionException when the partition is none, or has what cannot be written
   * @throws BackupException when the file cannot be written, or there is another one in its place
   */
  public Archived write(Session session, String partition, Instant from, Instant to, Instant now) {
    try (TargetFile target = TargetFile.createIn(directory, NOUN)) {
      OutputStream out = target.out();
      ArchiveWriter writer = new ArchiveWriter(out);
      PartitionRecords records =
          PartitionReading.read(session, partition, Optional.of(new ArchiveSink(writer)));
      ArchiveManifest manifest =
          new ArchiveManifest(
              ledger, now, partition, from, to, records.contents(), writer.members());
      writer.finish(manifest, signer);
      out.close();
      Digest sha256 = target.settle();
      Path file = directory.resolve(name(manifest));
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        sha256 = accept(file, manifest);
      } else {
        requireReadBack(target.partial(), file, manifest);
        target.publishAs(file);
      }
      return new Archived(file, sha256, records.contents(), records.tenants());
    } catch (UncheckedIOException e) {
      throw TargetFile.failed(directory, NOUN, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw TargetFile.failed(directory, NOUN, e);
    }
  }

  /**
   * Reads an archive, every byte of it, and recomputes the digest of its records.
   *
   * @throws BackupException when there is no such file, or it cannot be read
   */
  public static ArchiveCheck check(Path file) {
    return ArchiveFile.read(file, (row, digest) -> {});
  }

  /** A died run need not have come to bring it to the disk. */
  private static Digest accept(Path file, ArchiveManifest wanted) {
    ArchiveCheck check = check(file);
    if (check instanceof ArchiveCheck.Sound sound && sound.note().manifest().isOfTheSame(wanted)) {
      TargetFile.sync(file, NOUN);
      return sound.sha256();
    }
    throw new BackupException(
        Trouble.FILE,
        "partition " + wanted.partition() + " was not archived: there is another file in its place",
        file
            + (check instanceof ArchiveCheck.Unsound unsound
                ? " " + unsound.why()
                : " is of another partition"),
        "move that file away, and see where it comes from; then try again");
  }

  private static void requireReadBack(Path partial, Path file, ArchiveManifest written) {
    ArchiveCheck check = check(partial);
    if (!(check instanceof ArchiveCheck.Sound sound) || !sound.note().manifest().equals(written)) {
      throw new BackupException(
          Trouble.FILE,
          "the archive was not written: " + file + " cannot be made",
          check instanceof ArchiveCheck.Unsound unsound
              ? "what was read back " + unsound.why()
              : "what was read back is not what was written",
          "look after disk and memory; nothing was left there");
    }
  }

  /**
   * The partition's name, and what stands for all that makes it this archive: the next run finds
   * what a died one has written, and a partition that has other records by now gets another file.
   */
  private static String name(ArchiveManifest manifest) {
    String plain = manifest.partition().replaceAll("[^A-Za-z0-9_-]", "_");
    String all =
        String.join(
            "\n",
            manifest.ledger().value(),
            manifest.partition(),
            JournalTime.text(manifest.from()),
            JournalTime.text(manifest.to()),
            manifest.contents().digest().hex());
    String digits = Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
    return plain.substring(0, Math.min(NAME, plain.length())) + "." + digits + ".archive";
  }
}
