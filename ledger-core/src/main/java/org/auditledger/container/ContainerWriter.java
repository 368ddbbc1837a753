package org.auditledger.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.container.MemberName.Single;
import org.auditledger.entry.Digest;

/** Writes members one after the other, in their order only, and remembers what they are. */
final class ContainerWriter {

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final MemberOrder order;
  private final List<StoredMember> members = new ArrayList<>();

  ContainerWriter(OutputStream out, MemberOrder.Kind kind) {
    this.out = out;
    this.order = new MemberOrder(kind);
  }

  /** The members so far. */
  List<StoredMember> members() {
    return List.copyOf(members);
  }

  void add(MemberName name, byte[] bytes) throws IOException {
    add(name, bytes.length, new ByteArrayInputStream(bytes));
  }

  void add(MemberName name, long size, InputStream content) throws IOException {
    order.next(name);
    out.write(new UstarHeader(name.text(), size).encode());
    MessageDigest sha256 = Digest.newSha256();
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, size))];
    long written = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      sha256.update(buffer, 0, read);
      out.write(buffer, 0, read);
      written += read;
    }
    if (written != size) {
      throw new IOException(name.text() + " has " + written + " bytes, not " + size);
    }
    out.write(new byte[UstarHeader.padding(size)]);
    members.add(new StoredMember(name.text(), size, Digest.of(sha256.digest())));
  }

  /** Writes the manifest, which has to name exactly these members, and ends the file. */
  void finish(List<StoredMember> named, byte[] manifest) throws IOException {
    if (!named.equals(members)) {
      throw new IllegalArgumentException("the manifest names other members than were written");
    }
    add(Single.MANIFEST, manifest);
    out.write(new byte[2 * UstarHeader.BLOCK]);
  }
}
