package org.auditledger.signature;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LowerHex;

/**
 * The signature over what a model was asked and what it answered.
 *
 * <p>It takes the digests that were computed from the stored transcript, not the strings that were
 * stored beside it: those prove nothing.
 */
public final class TranscriptSignature {

  private static final HexFormat HEX = HexFormat.of();

  private TranscriptSignature() {}

  /** What is signed: ASCII {@code sha256:<request>|sha256:<response>}. */
  public static byte[] message(Digest request, Digest response) {
    return ("sha256:" + request.hex() + "|sha256:" + response.hex())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Checks a signature that is written as 128 lower-case hexadecimal digits. */
  public static SignatureCheck check(
      Digest request, Digest response, String signatureHex, PublicKey key) {
    if (signatureHex.length() % 2 != 0 || !LowerHex.isAll(signatureHex)) {
      return SignatureCheck.NOT_HEX;
    }
    return key.verify(message(request, response), HEX.parseHex(signatureHex));
  }
}
