package org.auditledger.container;

/**
 * Makes one frame after the other in the same memory: what is as large as a member and made anew
 * each time fills a heap faster than it is looked through. It belongs to one thread.
 */
public final class Compressor {

  private byte[] frame = new byte[0];

  /**
   * Compresses bytes to a frame that says their number.
   *
   * @return how many bytes of {@link #frame()} it has
   */
  public int compress(byte[] bytes, int length) {
    int bound = Zstandard.bound(length);
    if (frame.length < bound) {
      frame = new byte[bound];
    }
    return Zstandard.compress(bytes, length, frame);
  }

  /** The frame: read only, and only until the next one is made. */
  public byte[] frame() {
    return frame;
  }
}
