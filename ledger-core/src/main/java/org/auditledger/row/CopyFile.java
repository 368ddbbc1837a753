package org.auditledger.row;

/** The rows of a whole COPY BINARY file that is in memory. */
public final class CopyFile {

  private final byte[] bytes;
  private int position = CopyFraming.HEADER_LENGTH;

  /**
   * @throws MalformedRowException when the file does not begin as one
   */
  public CopyFile(byte[] bytes) {
    CopyFraming.checkHeader(bytes, bytes.length);
    this.bytes = bytes;
  }

  /** The file: read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the next row begins, which is where the one before it ended. */
  public int position() {
    return position;
  }

  /**
   * Moves the view to the next row.
   *
   * @return false when the file has ended as it should
   * @throws MalformedRowException when what follows is neither a whole row nor the end
   */
  public boolean next(RowView view) {
    if (CopyFraming.isTrailer(bytes, position, bytes.length)) {
      if (position + CopyFraming.TRAILER_LENGTH != bytes.length) {
        throw new MalformedRowException("a COPY file goes on after its trailer");
      }
      return false;
    }
    position = view.moveTo(bytes, position, bytes.length);
    return true;
  }
}
