package org.auditledger.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive from front to back. As with a backup, what it hands out is not to be believed
 * before it has come to the end; that the records are those that the manifest speaks of is for who
 * reads them.
 */
public final class ArchiveReader {

  private final ContainerReader in;
  private @Nullable ArchiveNote manifest;

  /**
   * @param in it is not closed here
   */
  public ArchiveReader(InputStream in) {
    this.in = new ContainerReader(in, MemberOrder.Kind.ARCHIVE);
  }

  /** The header, which is the first member. */
  public ArchiveHeader header() throws IOException {
    return in.value(in.next(), ArchiveHeader::read);
  }

  /**
   * The next member of records.
   *
   * @return nothing at the end, if the manifest names the members that were there
   * @throws MalformedBackupException when this is no archive, or not as it was written
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
    ArchiveNote read = in.value(member, ArchiveNote::read);
    in.end(member, read.manifest().members());
    manifest = read;
    return Optional.empty();
  }

  /** What the archive says of itself; to be asked after the last member. */
  public ArchiveNote manifest() {
    if (manifest == null) {
      throw new IllegalStateException("the manifest comes last");
    }
    return manifest;
  }
}
