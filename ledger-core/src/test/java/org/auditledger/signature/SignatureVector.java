package org.auditledger.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a vector file. */
record SignatureVector(int id, String publicKey, String message, String signature, JsonNode line) {

  static List<SignatureVector> read(String file) {
    JsonMapper json = JsonMapper.shared();
    return text(file)
        .lines()
        .map(json::readTree)
        .map(
            line ->
                new SignatureVector(
                    line.get("id").intValue(),
                    line.get("publicKey").stringValue(),
                    line.get("message").stringValue(),
                    line.get("signature").stringValue(),
                    line))
        .toList();
  }

  /** A resource beside this class, as text. */
  static String text(String file) {
    try (InputStream in = SignatureVector.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  KeyReading<PublicKey> key() {
    return PublicKey.ofRaw(hex(publicKey));
  }

  SignatureCheck check() {
    return key().orThrow("vector " + id).verify(hex(message), hex(signature));
  }

  @Override
  public String toString() {
    return id + " " + line.get("comment").stringValue();
  }
}
