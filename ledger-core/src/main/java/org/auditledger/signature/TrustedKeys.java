package org.auditledger.signature;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The keys that somebody decided to trust, and for what: a public key for transcripts only, a
 * verifier key for notes under its own name only. Neither is ever taken for the other. A key for
 * transcripts that was retired stays trusted, up to an entry.
 */
public final class TrustedKeys {

  /** Trusts nothing. */
  public static final TrustedKeys NONE = new TrustedKeys(Map.of(), Map.of(), Map.of());

  /** What a note says about who signed it. */
  private record NoteSigner(String name, int id) {}

  private final Map<String, PublicKey> transcriptKeys;
  private final Map<NoteSigner, VerifierKey> noteKeys;

  /** Of keys that were retired, whether or not they are known. */
  private final Map<String, Long> lastTranscripts;

  private TrustedKeys(
      Map<String, PublicKey> transcriptKeys,
      Map<NoteSigner, VerifierKey> noteKeys,
      Map<String, Long> lastTranscripts) {
    this.transcriptKeys = transcriptKeys;
    this.noteKeys = noteKeys;
    this.lastTranscripts = lastTranscripts;
  }

  /** Trusts this key for transcripts. */
  public static TrustedKeys of(PublicKey key) {
    return new TrustedKeys(Map.of(key.keyId(), key), Map.of(), Map.of());
  }

  /** Trusts this key for notes under its name. */
  public static TrustedKeys of(VerifierKey key) {
    NoteSigner signer = new NoteSigner(key.name(), key.id());
    return new TrustedKeys(Map.of(), Map.of(signer, key), Map.of());
  }

  /** Reads one key: a PEM block, or the line of a verifier key. */
  public static KeyReading<TrustedKeys> read(String text) {
    String stripped = text.strip();
    return stripped.contains("-----BEGIN ")
        ? PublicKey.ofPem(stripped).map(TrustedKeys::of)
        : VerifierKey.parse(stripped).map(TrustedKeys::of);
  }

  /**
   * Trusts what either trusts, and a retired key no further than either does. Refused when two
   * different verifier keys have one name and one id: ids have 32 bits, so that a second key for
   * one can be made on purpose.
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
    Map<String, Long> lasts = new LinkedHashMap<>(lastTranscripts);
    others.lastTranscripts.forEach((keyId, last) -> lasts.merge(keyId, last, Math::min));
    return new KeyReading.Accepted<>(new TrustedKeys(transcripts, notes, lasts));
  }

  /**
   * The same, but a key for transcripts counts no further than this entry: known or not, and
   * whoever else trusts it, since who retires a key may not be the one who trusts it.
   */
  public TrustedKeys withLastTranscript(String keyId, long entry) {
    Map<String, Long> lasts = new LinkedHashMap<>(lastTranscripts);
    lasts.merge(keyId, entry, Math::min);
    return new TrustedKeys(transcriptKeys, noteKeys, lasts);
  }

  /** The key for transcripts that rows name so: {@code sha256:...}. */
  public Optional<PublicKey> forTranscripts(String keyId) {
    return Optional.ofNullable(transcriptKeys.get(keyId));
  }

  /** The last entry whose transcript this key may have signed, if it was retired. */
  public OptionalLong lastTranscript(String keyId) {
    Long last = lastTranscripts.get(keyId);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
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
