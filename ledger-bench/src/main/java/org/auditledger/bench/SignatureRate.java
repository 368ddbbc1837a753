package org.auditledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.auditledger.entry.Digest;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.SignatureCheck;
import org.auditledger.signature.TranscriptSignature;

/**
 * A process that checks signatures with a decoded key on one thread, and writes how many a second.
 */
final class SignatureRate {

  private static final int SIGNATURES = 1000;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 40;

  private SignatureRate() {}

  /** The argument is the file. */
  public static void main(String[] args) throws IOException {
    PrivateKey key = PrivateKey.generate(new SecureRandom());
    byte[][] messages = new byte[SIGNATURES][];
    byte[][] signatures = new byte[SIGNATURES][];
    for (int i = 0; i < SIGNATURES; i++) {
      Digest digest = Digest.sha256(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
      messages[i] = TranscriptSignature.message(digest, digest);
      signatures[i] = key.sign(messages[i]);
    }
    long start = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      if (round == 0) {
        start = System.nanoTime();
      }
      for (int i = 0; i < SIGNATURES; i++) {
        if (key.publicKey().verify(messages[i], signatures[i]) != SignatureCheck.VALID) {
          throw new IllegalStateException("a signature of ours does not hold");
        }
      }
    }
    double rate = (double) ROUNDS * SIGNATURES * 1e9 / (System.nanoTime() - start);
    Files.writeString(Path.of(args[0]), String.format(Locale.ROOT, "%.0f", rate));
  }
}
