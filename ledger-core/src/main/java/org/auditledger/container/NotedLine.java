package org.auditledger.container;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;

/**
 * How a manifest stands in a file: as a signed note whose text is one line, or as the line alone
 * where nobody signed it.
 */
final class NotedLine {

  private NotedLine() {}

  /** The note of a line, where somebody answers for it. */
  static Optional<SignedNote> sign(byte[] line, Optional<NoteSigner> signer) {
    return signer.map(by -> SignedNote.sign(new String(line, StandardCharsets.UTF_8), by));
  }

  /** What stands in the file. */
  static byte[] toBytes(byte[] line, Optional<SignedNote> note) {
    return note.map(signed -> signed.encoded().getBytes(StandardCharsets.UTF_8)).orElse(line);
  }

  /**
   * Reads either.
   *
   * @param line what the line says
   * @param note the two together
   */
  static <M, N> Parsed<N> read(
      byte[] bytes, Function<byte[], Parsed<M>> line, BiFunction<M, Optional<SignedNote>, N> note) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length - 1) {
      return line.apply(bytes)
          .then(manifest -> new Parsed.Value<>(note.apply(manifest, Optional.empty())));
    }
    return SignedNote.parse(bytes)
        .then(
            signed ->
                line.apply(signed.text().getBytes(StandardCharsets.UTF_8))
                    .then(
                        manifest -> new Parsed.Value<>(note.apply(manifest, Optional.of(signed)))));
  }
}
