package org.auditledger.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup from front to back. What it hands out is not to be believed before it has come to
 * the end: only the manifest, which is last, says what every member has to be, and only a signature
 * says that the manifest is to be believed.
 */
public final class BackupReader {

  private final ContainerReader in;
  private @Nullable ManifestNote manifest;

  /**
   * @param in a backup that is not encrypted, or not any more; it is not closed here
   */
  public BackupReader(InputStream in) {
    this.in = new ContainerReader(in, MemberOrder.Kind.BACKUP);
  }

  /** The header, which is the first member. */
  public BackupHeader header() throws IOException {
    return in.value(next().orElseThrow(), BackupHeader::read);
  }

  /**
   * Goes on to the next member, and passes over what was not read of the one before. The manifest
   * is none of those that are handed out.
   *
   * @return nothing at the end, if the manifest names the members that were there
   * @throws MalformedBackupException when this is no backup, or not as it was written
   * @throws IOException when it cannot be read
   */
  public Optional<BackupMember> next() throws IOException {
    if (manifest != null) {
      return Optional.empty();
    }
    BackupMember member = in.next();
    if (member.name() != Single.MANIFEST) {
      return Optional.of(member);
    }
    ManifestNote read = in.value(member, ManifestNote::read);
    in.end(member, read.manifest().members());
    if (in.had(Single.JOURNAL) != read.manifest().journal().isPresent()) {
      throw new MalformedBackupException("has a journal, or none, unlike its manifest says");
    }
    manifest = read;
    return Optional.empty();
  }

  /** Reads what is left of the file, every byte of it. */
  public ManifestNote finish() throws IOException {
    do {
      in.drain();
    } while (next().isPresent());
    return manifest();
  }

  /** What the backup says of itself; to be asked after the last member. */
  public ManifestNote manifest() {
    if (manifest == null) {
      throw new IllegalStateException("the manifest comes last");
    }
    return manifest;
  }
}
