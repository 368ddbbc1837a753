package org.auditledger.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.auditledger.signature.NoteSigner;

/**
 * Writes a backup from front to back. Members are taken in their order only; what they hold is the
 * caller's to answer for.
 */
public final class BackupWriter {

  private final ContainerWriter out;

  /**
   * @param out is not closed here, and nothing counts before {@link #finish}
   */
  public BackupWriter(OutputStream out) {
    this.out = new ContainerWriter(out, MemberOrder.Kind.BACKUP);
  }

  /** The first member. */
  public void header(BackupHeader header) throws IOException {
    out.add(Single.HEADER, header.toBytes());
  }

  /** The second: what the tables look like, for people. */
  public void schemaText(String sql) throws IOException {
    out.add(Single.SCHEMA, sql.getBytes(StandardCharsets.UTF_8));
  }

  /** Any member of rows, compressed: the first bytes of the frame. */
  public void rows(MemberName name, byte[] frame, int length) throws IOException {
    out.add(name, length, new ByteArrayInputStream(frame, 0, length));
  }

  /** A member of lines, as a {@link LineWriter} has compressed them. */
  public void lines(MemberName name, long size, InputStream content) throws IOException {
    out.add(name, size, content);
  }

  /** The members so far, for the manifest. */
  public List<StoredMember> members() {
    return out.members();
  }

  /** Writes the manifest, which has to name exactly these members, and ends the file. */
  public ManifestNote finish(BackupManifest manifest, Optional<NoteSigner> signer)
      throws IOException {
    ManifestNote note = ManifestNote.of(manifest, signer);
    out.finish(manifest.members(), note.toBytes());
    return note;
  }
}
