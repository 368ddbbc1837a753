package org.auditledger.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.auditledger.container.MemberName.Single;
import org.auditledger.signature.NoteSigner;

/** Writes an archive from front to back: header, records, manifest. */
public final class ArchiveWriter {

  private final ContainerWriter out;

  /**
   * @param out is not closed here, and nothing counts before {@link #finish}
   */
  public ArchiveWriter(OutputStream out) {
    this.out = new ContainerWriter(out, MemberOrder.Kind.ARCHIVE);
  }

  /** The first member. */
  public void header(ArchiveHeader header) throws IOException {
    out.add(Single.HEADER, header.toBytes());
  }

  /** The next records of the partition, compressed: the first bytes of the frame. */
  public void rows(MemberName name, byte[] frame, int length) throws IOException {
    out.add(name, length, new ByteArrayInputStream(frame, 0, length));
  }

  /** The members so far, for the manifest. */
  public List<StoredMember> members() {
    return out.members();
  }

  /** Writes the manifest, which has to name exactly these members, and ends the file. */
  public ArchiveNote finish(ArchiveManifest manifest, Optional<NoteSigner> signer)
      throws IOException {
    ArchiveNote note = ArchiveNote.of(manifest, signer);
    out.finish(manifest.members(), note.toBytes());
    return note;
  }
}
