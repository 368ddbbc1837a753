package org.auditledger.signature;

import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** One PEM block, and nothing before or after it but white space. */
final class Pem {

  private static final String BEGIN = "-----BEGIN ";

  private Pem() {}

  static KeyReading<PemObject> read(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith(BEGIN)) {
      return new KeyReading.Refused<>(
          stripped.contains(BEGIN) ? KeyRefusal.MORE_THAN_ONE_BLOCK : KeyRefusal.NOT_PEM);
    }
    try (PemReader reader = new PemReader(new StringReader(stripped))) {
      PemObject block = reader.readPemObject();
      if (block == null) {
        return new KeyReading.Refused<>(KeyRefusal.NOT_PEM);
      }
      String end = "-----END " + block.getType() + "-----";
      if (reader.readLine() != null || !stripped.endsWith(end)) {
        return new KeyReading.Refused<>(KeyRefusal.MORE_THAN_ONE_BLOCK);
      }
      return block.getHeaders().isEmpty()
          ? new KeyReading.Accepted<>(block)
          : new KeyReading.Refused<>(KeyRefusal.OTHER_KIND);
    } catch (IOException | RuntimeException e) {
      // The reader answers a broken block with either, and its words may quote the block.
      return new KeyReading.Refused<>(KeyRefusal.NOT_PEM);
    }
  }

  static String write(String type, byte[] der) {
    byte[] newline = {'\n'};
    return BEGIN
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, newline).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
