package org.auditledger.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup from front to back. What it hands out is not to be believed before it has come to
 * the end: only the manifest, which is last, says what every member has to be, and only a signature
 * says that the manifest is to be believed.
 */
public final class BackupReader {

  /** A line for each of a million members. */
  private static final int MAX_MANIFEST = 1 << 28;

  private static final int MAX_TEXT = 1 << 26;

  /** A member as it was found; without its digest when it was passed over. */
  private record Found(String name, long size, Optional<Digest> sha256) {}

  private final InputStream in;
  private final MemberOrder order = new MemberOrder();
  private final List<Found> found = new ArrayList<>();
  private @Nullable BackupMember current;
  private @Nullable ManifestNote manifest;

  /**
   * @param in a backup that is not encrypted, or not any more; it is not closed here
   */
  public BackupReader(InputStream in) {
    this.in = in;
  }

  /** The header, which is the first member. */
  public BackupHeader header() throws IOException {
    BackupMember member = next().orElseThrow();
    return value(member, BackupHeader.read(text(member)));
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
    finishCurrent();
    BackupMember member = open();
    if (member.name() == Single.MANIFEST) {
      manifest = readManifest(member);
      return Optional.empty();
    }
    current = member;
    return Optional.of(member);
  }

  /** Reads what is left of the file, every byte of it. */
  public ManifestNote finish() throws IOException {
    while (true) {
      if (current != null) {
        current.drain();
      }
      if (next().isEmpty()) {
        return manifest();
      }
    }
  }

  /** What the backup says of itself; to be asked after the last member. */
  public ManifestNote manifest() {
    if (manifest == null) {
      throw new IllegalStateException("the manifest comes last");
    }
    return manifest;
  }

  private void finishCurrent() throws IOException {
    BackupMember member = current;
    if (member == null) {
      return;
    }
    member.skip();
    zeros(UstarHeader.padding(member.size()), "after " + member.name().text());
    found.add(new Found(member.name().text(), member.size(), member.digest()));
    current = null;
  }

  private BackupMember open() throws IOException {
    byte[] block = read(UstarHeader.BLOCK);
    if (UstarHeader.isEnd(block)) {
      throw new MalformedBackupException("ends without its manifest");
    }
    UstarHeader header;
    try {
      header = UstarHeader.decode(block);
    } catch (MalformedBackupException e) {
      throw new MalformedBackupException(
          found.isEmpty()
              ? "is no backup: it does not begin as one"
              : "after " + found.get(found.size() - 1).name() + ": " + e.getMessage());
    }
    MemberName name =
        MemberName.parse(header.name())
            .orElseThrow(
                () ->
                    new MalformedBackupException(
                        "has a member that no backup has: \"" + header.name() + "\""));
    order.next(name);
    return new BackupMember(name, header.size(), in);
  }

  private ManifestNote readManifest(BackupMember member) throws IOException {
    if (member.size() > MAX_MANIFEST) {
      throw new MalformedBackupException("its manifest is too long");
    }
    ManifestNote read = value(member, ManifestNote.read(member.stored()));
    zeros(UstarHeader.padding(member.size()), "after its manifest");
    zeros(2 * UstarHeader.BLOCK, "at its end");
    if (in.read() >= 0) {
      throw new MalformedBackupException("goes on after its end");
    }
    compare(read.manifest());
    return read;
  }

  private void compare(BackupManifest stated) {
    List<StoredMember> members = stated.members();
    for (int i = 0; i < Math.max(members.size(), found.size()); i++) {
      if (i == found.size()) {
        throw new MalformedBackupException("lacks " + members.get(i).name());
      }
      Found there = found.get(i);
      if (i == members.size() || !members.get(i).name().equals(there.name())) {
        throw new MalformedBackupException(
            "has " + there.name() + ", which its manifest does not name there");
      }
      if (members.get(i).size() != there.size()
          || !there.sha256().map(members.get(i).sha256()::equals).orElse(true)) {
        throw new MalformedBackupException(there.name() + " is not what the manifest names");
      }
    }
    boolean journal = found.stream().anyMatch(m -> m.name().equals(Single.JOURNAL.text()));
    if (journal != stated.journal().isPresent()) {
      throw new MalformedBackupException("has a journal, or none, unlike its manifest says");
    }
  }

  private static byte[] text(BackupMember member) throws IOException {
    if (member.size() > MAX_TEXT) {
      throw new MalformedBackupException(member.name().text() + " is too long");
    }
    return member.stored();
  }

  private static <T> T value(BackupMember member, Parsed<T> parsed) {
    if (parsed instanceof Parsed.Value<T> value) {
      return value.value();
    }
    throw new MalformedBackupException(
        member.name().text() + " " + ((Parsed.Malformed<T>) parsed).why());
  }

  private void zeros(int count, String where) throws IOException {
    for (byte b : read(count)) {
      if (b != 0) {
        throw new MalformedBackupException("has something " + where + " where nothing stands");
      }
    }
  }

  private byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new MalformedBackupException(
          "ends after " + (found.isEmpty() ? "nothing" : found.get(found.size() - 1).name()));
    }
    return bytes;
  }
}
