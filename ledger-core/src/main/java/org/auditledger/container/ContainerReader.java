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
 * Reads members one after the other, in their order only, and compares them with what the last one
 * names, whose own words are for others to read.
 */
final class ContainerReader {

  /** A line for each of a million members. */
  private static final int MAX_MANIFEST = 1 << 28;

  private static final int MAX_TEXT = 1 << 26;

  /** A member as it was found; without its digest when it was passed over. */
  private record Found(String name, long size, Optional<Digest> sha256) {}

  private final InputStream in;
  private final MemberOrder.Kind kind;
  private final MemberOrder order;
  private final List<Found> found = new ArrayList<>();
  private @Nullable BackupMember current;

  ContainerReader(InputStream in, MemberOrder.Kind kind) {
    this.in = in;
    this.kind = kind;
    this.order = new MemberOrder(kind);
  }

  /** Goes on to the next member, and passes over what was not read of the one before. */
  BackupMember next() throws IOException {
    finishCurrent();
    BackupMember member = open();
    current = member;
    return member;
  }

  /** Reads what is left of the member that was handed out last, without a look at it. */
  void drain() throws IOException {
    if (current != null) {
      current.drain();
    }
  }

  /** What a member of text says. */
  <T> T value(BackupMember member, Reading<T> reading) throws IOException {
    int most = member.name() == Single.MANIFEST ? MAX_MANIFEST : MAX_TEXT;
    if (member.size() > most) {
      throw new MalformedBackupException(member.name().text() + " is too long");
    }
    Parsed<T> parsed = reading.of(member.stored());
    if (parsed instanceof Parsed.Value<T> value) {
      return value.value();
    }
    throw new MalformedBackupException(
        member.name().text() + " " + ((Parsed.Malformed<T>) parsed).why());
  }

  /** How the bytes of a member of text are read. */
  @FunctionalInterface
  interface Reading<T> {
    Parsed<T> of(byte[] bytes);
  }

  /** Reads what follows the manifest, and compares the members that were there with those named. */
  void end(BackupMember manifest, List<StoredMember> named) throws IOException {
    current = null;
    zeros(UstarHeader.padding(manifest.size()), "after its manifest");
    zeros(2 * UstarHeader.BLOCK, "at its end");
    if (in.read() >= 0) {
      throw new MalformedBackupException("goes on after its end");
    }
    compare(named);
  }

  /** Whether there was a member of this name. */
  boolean had(MemberName name) {
    return found.stream().anyMatch(member -> member.name().equals(name.text()));
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
              ? "is no " + kind.noun() + ": it does not begin as one"
              : "after " + found.get(found.size() - 1).name() + ": " + e.getMessage());
    }
    MemberName name =
        MemberName.parse(header.name())
            .orElseThrow(
                () ->
                    new MalformedBackupException(
                        "has a member that no " + kind.noun() + " has: \"" + header.name() + "\""));
    order.next(name);
    return new BackupMember(name, header.size(), in);
  }

  private void compare(List<StoredMember> named) {
    for (int i = 0; i < Math.max(named.size(), found.size()); i++) {
      if (i == found.size()) {
        throw new MalformedBackupException("lacks " + named.get(i).name());
      }
      Found there = found.get(i);
      if (i == named.size() || !named.get(i).name().equals(there.name())) {
        throw new MalformedBackupException(
            "has " + there.name() + ", which its manifest does not name there");
      }
      if (named.get(i).size() != there.size()
          || !there.sha256().map(named.get(i).sha256()::equals).orElse(true)) {
        throw new MalformedBackupException(there.name() + " is not what the manifest names");
      }
    }
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
