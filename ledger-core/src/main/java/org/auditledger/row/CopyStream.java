package org.auditledger.row;

/**
 * Follows a COPY BINARY stream from message to message, each one row with the header before the
 * first and the trailer after the last. What does not end with a trailer, and with as many rows as
 * the sender counted, is no end.
 */
public final class CopyStream {

  private enum Place {
    START,
    ROWS,
    TRAILER
  }

  private Place place = Place.START;
  private long rows;

  /**
   * Takes the next message.
   *
   * @return where in it a row starts, which then goes to its end; -1 when it holds none
   * @throws MalformedRowException when it cannot stand here
   */
  public int accept(byte[] message) {
    if (place == Place.TRAILER) {
      throw new MalformedRowException("a COPY stream goes on after its trailer");
    }
    int start = 0;
    if (place == Place.START) {
      CopyFraming.checkHeader(message, message.length);
      start = CopyFraming.HEADER_LENGTH;
      place = Place.ROWS;
    }
    if (start == message.length) {
      return -1;
    }
    if (CopyFraming.isTrailer(message, start, message.length)) {
      if (message.length - start != CopyFraming.TRAILER_LENGTH) {
        throw new MalformedRowException("a COPY stream goes on after its trailer");
      }
      place = Place.TRAILER;
      return -1;
    }
    rows++;
    return start;
  }

  /**
   * There are no more messages.
   *
   * @param counted how many rows the sender says it sent
   * @throws MalformedRowException when this is not where the stream ends
   */
  public void end(long counted) {
    if (place != Place.TRAILER) {
      throw new MalformedRowException("a COPY stream ends without its trailer");
    }
    if (rows != counted) {
      throw new MalformedRowException(
          "a COPY stream had " + rows + " rows, and its sender counted " + counted);
    }
  }
}
