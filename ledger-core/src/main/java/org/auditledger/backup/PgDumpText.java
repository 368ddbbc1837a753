package org.auditledger.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A dump as pg_restore writes it out: SQL, and the rows of each table as COPY's text, one a line. A
 * line is as long as its row, so that only its beginning is looked at.
 */
final class PgDumpText {

  private static final byte[] BEGIN = "COPY public.ledger_entries (".getBytes(US_ASCII);

  /** Of no row: in one, a backslash is doubled. */
  private static final byte[] END = "\\.".getBytes(US_ASCII);

  private final byte[] beginning = new byte[BEGIN.length];
  private long length;
  private boolean inside;
  private boolean ended;
  private long entries;

  void read(InputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
      for (int i = 0; i < read; i++) {
        accept(buffer[i]);
      }
    }
  }

  private void accept(byte b) {
    if (b == '\n') {
      endLine();
      length = 0;
      return;
    }
    if (length < beginning.length) {
      beginning[(int) length] = b;
    }
    length++;
  }

  private void endLine() {
    if (!inside) {
      inside = length >= BEGIN.length && Arrays.equals(beginning, BEGIN);
    } else if (length == END.length && Arrays.equals(Arrays.copyOf(beginning, END.length), END)) {
      inside = false;
      ended = true;
    } else {
      entries++;
    }
  }

  /** Whether the table was there, and came to its end. */
  boolean whole() {
    return ended && !inside;
  }

  /** How many rows it has. */
  long entries() {
    return entries;
  }
}
