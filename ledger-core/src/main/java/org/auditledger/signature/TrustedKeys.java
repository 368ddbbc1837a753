package org.auditledger.signature;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that somebody decided to trust, and for what: a public key for transcripts only, a
 * verifier key for notes under its own name only. Neither is ever taken for the other.
 */
public final class TrustedKeys {

  /** Trusts nothing. */
  public static final TrustedKeys NONE = new TrustedKeys(Map.of(), Map.of());

  /** What a note says about who signed it. */
  private record NoteSigner(String name, int id) {}

  private final Map<String, PublicKey> transcriptKeys;
  private final Map<NoteSigner, VerifierKey> noteKeys;

  private TrustedKeys(
      Map<String, PublicKey> transcriptKeys, Map<NoteSigner, VerifierKey> noteKeys) {
    this.transcriptKeys = transcriptKeys;
    this.noteKeys = noteKeys;
  }

  /** Trusts this key for transcripts. */
  public static TrustedKeys of(PublicKey key) {
    return new TrustedKeys(Map.of(key.keyId(), key), Map.of());
  }

  /** Trusts this key for notes under its name. */
  public static TrustedKeys of(VerifierKey key) {
    return new TrustedKeys(Map.of(), Map.of(new NoteSigner(key.name(), key.id()), key));
  }

  /** Reads one key: a PEM block, or the line of a verifier key. */
  public static KeyReading<TrustedKeys> read(String text) {
    String stripped = text.strip();
    return stripped.contains("-----BEGIN ")
        ? PublicKey.ofPem(stripped).map(TrustedKeys::of)
        : VerifierKey.parse(stripped).map(TrustedKeys::of);
  }

  /**
   * Trusts what either trusts. Refused when two different verifier keys have one name and one id:
   * ids have 32 bits, so that a second key for one can be made on purpose.
   */
  public KeyReading<TrustedKeys> and(TrustedKeys others) {
    Map<String, PublicKey> transcripts = new LinkedHashMap<>(transcriptKeys);
    transcripts.putAll(others.transcriptKeys);
    Map<NoteSigner, VerifierKey> notes = new LinkedHashMap<>(noteKeys);
    for (Map.Entry<NoteSigner, VerifierKey> other : others.noteKeys.entrySet()) {
      VerifierKey known = notes.putIfAbsent(other.getKey(), other.getValue());
      if (known != null && !known.equals(other.getValue())) {
        return new KeyReading.Refused<>(KeyRefusal.AMBIGUOUS);
      }
    }
    return new KeyReading.Accepted<>(new TrustedKeys(transcripts, notes));
  }

  /** The key for transcripts that rows name so: {@code sha256:...}. */
  public Optional<PublicKey> forTranscripts(String keyId) {
    return Optional.ofNullable(transcriptKeys.get(keyId));
  }

  /** The key for notes that are signed under this name with this id. */
  public Optional<VerifierKey> forNotes(String name, int id) {
    return Optional.ofNullable(noteKeys.get(new NoteSigner(name, id)));
  }

  /** All keys that are trusted for transcripts. */
  public Collection<PublicKey> transcriptKeys() {
    return List.copyOf(transcriptKeys.values());
  }

  /** All keys that are trusted for notes. */
  public Collection<VerifierKey> noteKeys() {
    return List.copyOf(noteKeys.values());
  }
}
