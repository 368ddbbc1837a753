package org.auditledger.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.auditledger.entry.Digest;
import org.auditledger.signature.NoteSigner;

/**
 * Writes a backup from front to back. Members are taken in their order only; what they hold is the
 * caller's to answer for.
 */
public final class BackupWriter {

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final List<StoredMember> members = new ArrayList<>();
  private final MemberOrder order = new MemberOrder();

  /**
   * @param out is not closed here, and nothing counts before {@link #finish}
   */
  public BackupWriter(OutputStream out) {
    this.out = out;
  }

  /** The first member. */
  public void header(BackupHeader header) throws IOException {
    add(Single.HEADER, header.toBytes());
  }

  /** The second: what the tables look like, for people. */
  public void schemaText(String sql) throws IOException {
    add(Single.SCHEMA, sql.getBytes(StandardCharsets.UTF_8));
  }

  /** Any member of rows, compressed. */
  public void rows(MemberName name, byte[] frame) throws IOException {
    add(name, frame);
  }

  /** A member of lines, as a {@link LineWriter} has compressed them. */
  public void lines(MemberName name, long size, InputStream content) throws IOException {
    add(name, size, content);
  }

  /** The members so far, for the manifest. */
  public List<StoredMember> members() {
    return List.copyOf(members);
  }

  /** Writes the manifest, which has to name exactly these members, and ends the file. */
  public ManifestNote finish(BackupManifest manifest, Optional<NoteSigner> signer)
      throws IOException {
    if (!manifest.members().equals(members)) {
      throw new IllegalArgumentException("the manifest names other members than were written");
    }
    ManifestNote note = ManifestNote.of(manifest, signer);
    add(Single.MANIFEST, note.toBytes());
    out.write(new byte[2 * UstarHeader.BLOCK]);
    return note;
  }

  private void add(MemberName name, byte[] bytes) throws IOException {
    add(name, bytes.length, new ByteArrayInputStream(bytes));
  }

  private void add(MemberName name, long size, InputStream content) throws IOException {
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
}
