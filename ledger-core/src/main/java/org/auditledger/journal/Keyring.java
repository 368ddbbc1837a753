package org.auditledger.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect.Code;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/**
 * Whose signatures count, and up to where: the keys that somebody trusts from outside, and what
 * statements that count have made of them. A key that was retired stays trusted for what it signed
 * before; no statement ever brings it back.
 */
final class Keyring {

  /** More keys than a ledger needs, and few enough to copy them at each registration. */
  static final int MAX = 1000;

  private record Name(KeyPurpose purpose, String keyId) {}

  private record Registration(
      long position, List<VerifierKey> by, KeyRegistered registered, TrustedKeys keys) {}

  private final TrustedKeys given;
  private final List<Registration> registrations;
  private final Map<Name, KeyRetired> retirements;
  private final Map<VerifierKey, Long> introductions;
  private final Map<VerifierKey, Long> lastSignedAlone;
  private TrustedKeys trusted;

  Keyring(TrustedKeys given) {
    this.given = given;
    this.trusted = given;
    registrations = new ArrayList<>();
    retirements = new LinkedHashMap<>();
    introductions = new LinkedHashMap<>();
    lastSignedAlone = new LinkedHashMap<>();
  }

  private Keyring(Keyring other) {
    given = other.given;
    trusted = other.trusted;
    registrations = new ArrayList<>(other.registrations);
    retirements = new LinkedHashMap<>(other.retirements);
    introductions = new LinkedHashMap<>(other.introductions);
    lastSignedAlone = new LinkedHashMap<>(other.lastSignedAlone);
  }

  Keyring copy() {
    return new Keyring(this);
  }

  TrustedKeys trusted() {
    return trusted;
  }

  List<KeyRetired> retirements() {
    return List.copyOf(retirements.values());
  }

  Optional<KeyRetired> retirement(KeyPurpose purpose, String keyId) {
    return Optional.ofNullable(retirements.get(new Name(purpose, keyId)));
  }

  /** Where the journal first made this key its own, by naming it or by being signed with it. */
  OptionalLong introduction(VerifierKey key) {
    Long position = introductions.get(key);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** Those of the keys that sign statements at this position. */
  List<VerifierKey> counting(List<VerifierKey> keys, long position) {
    return keys.stream().filter(key -> counts(key, position)).toList();
  }

  private boolean counts(VerifierKey key, long position) {
    return retirement(KeyPurpose.NOTE, KeyRegistered.idOf(key))
        .map(retired -> position <= retired.journalSize())
        .orElse(true);
  }

  /** Takes in a statement that counts, and who signed it; says what is wrong with what it says. */
  Optional<JournalDefect> learn(Statement statement, List<VerifierKey> by) {
    long position = statement.position();
    Optional<JournalDefect> defect =
        switch (statement.kind()) {
          case KEY_REGISTERED -> register(statement, by);
          case KEY_RETIRED -> retire(statement);
          default -> Optional.empty();
        };
    if (defect.isEmpty()) {
      by.forEach(key -> introductions.putIfAbsent(key, position));
      // The statement that retires a key may be its last one, and lies beyond what it says.
      if (by.size() == 1 && counts(by.get(0), position)) {
        lastSignedAlone.put(by.get(0), position);
      }
    }
    return defect;
  }

  private Optional<JournalDefect> register(Statement statement, List<VerifierKey> by) {
    long position = statement.position();
    LedgerName ledger = statement.ledger();
    Parsed<KeyRegistered> parsed = KeyRegistered.read(ledger, statement.body());
    if (parsed instanceof Parsed.Malformed<KeyRegistered> malformed) {
      return defect(position, Code.NO_KEY, "registers no key: " + malformed.why());
    }
    KeyRegistered key = ((Parsed.Value<KeyRegistered>) parsed).value();
    if (retirement(key.purpose(), key.keyId()).isPresent()) {
      return defect(
          position, Code.REGISTERED_AGAIN, "registers key " + key.keyId() + ", which was retired");
    }
    VerifierKey verifier = new VerifierKey(ledger.value(), key.key());
    TrustedKeys keys =
        key.purpose() == KeyPurpose.NOTE ? TrustedKeys.of(verifier) : TrustedKeys.of(key.key());
    if (!(trusted.and(keys) instanceof KeyReading.Accepted<TrustedKeys> extended)) {
      return defect(
          position,
          Code.KEY_ID_TAKEN,
          "registers a key under the id " + key.keyId() + ", which another one has");
    }
    if (registrations.stream().anyMatch(earlier -> earlier.registered().equals(key))) {
      return Optional.empty();
    }
    if (registrations.size() == MAX) {
      return defect(position, Code.TOO_MANY_KEYS, "registers more keys than " + MAX);
    }
    trusted = extended.key();
    registrations.add(new Registration(position, by, key, keys));
    if (key.purpose() == KeyPurpose.NOTE) {
      introductions.putIfAbsent(verifier, position);
    }
    return Optional.empty();
  }

  private Optional<JournalDefect> retire(Statement statement) {
    long position = statement.position();
    Parsed<KeyRetired> parsed = KeyRetired.read(statement.body());
    if (parsed instanceof Parsed.Malformed<KeyRetired> malformed) {
      return defect(position, Code.NO_KEY, "retires no key: " + malformed.why());
    }
    KeyRetired said = ((Parsed.Value<KeyRetired>) parsed).value();
    Name name = new Name(said.purpose(), said.keyId());
    if (retirements.size() == MAX && !retirements.containsKey(name)) {
      return defect(position, Code.TOO_MANY_KEYS, "retires more keys than " + MAX);
    }
    // Whatever is wrong with the sizes, the key is retired here at the latest.
    long before = position - 1;
    KeyRetired effective =
        new KeyRetired(
            said.purpose(),
            said.keyId(),
            said.entriesSize(),
            Math.min(said.journalSize(), before),
            said.reason());
    retirements.merge(name, effective, KeyRetired::and);
    endTranscripts(effective);
    Optional<JournalDefect> late = signedBeyond(position, said);
    if (late.isEmpty() && said.journalSize() > before) {
      return defect(
          position,
          Code.RETIRED_AHEAD,
          "retires key " + said.keyId() + " as of " + said.journalSize() + " statements");
    }
    return late;
  }

  /** Who judges transcripts asks the keys themselves how far they count, and no journal. */
  private void endTranscripts(KeyRetired retired) {
    if (retired.purpose() == KeyPurpose.TRANSCRIPT) {
      trusted = trusted.withLastTranscript(retired.keyId(), retired.entriesSize());
    }
  }

  private Optional<JournalDefect> signedBeyond(long position, KeyRetired retired) {
    for (Map.Entry<VerifierKey, Long> signed : lastSignedAlone.entrySet()) {
      if (KeyRegistered.idOf(signed.getKey()).equals(retired.keyId())
          && signed.getValue() > retired.journalSize()) {
        judgeRegistrationsAgain();
        return defect(
            position,
            Code.RETIRED_TOO_LATE,
            "retires key "
                + retired.keyId()
                + " as of "
                + retired.journalSize()
                + " statements, but it alone signed statement "
                + signed.getValue());
      }
    }
    return Optional.empty();
  }

  /** What a key registered beyond its retirement is withdrawn, and what those keys registered. */
  private void judgeRegistrationsAgain() {
    List<Registration> made = List.copyOf(registrations);
    registrations.clear();
    trusted = given;
    retirements.values().forEach(this::endTranscripts);
    for (Registration registration : made) {
      boolean stands =
          counting(registration.by(), registration.position()).stream()
              .anyMatch(key -> trusted.forNotes(key.name(), key.id()).equals(Optional.of(key)));
      if (stands) {
        trusted = trusted.and(registration.keys()).orThrow("what was registered before");
        registrations.add(registration);
      }
    }
  }

  private static Optional<JournalDefect> defect(long position, Code code, String why) {
    return Optional.of(new JournalDefect(position, code, why));
  }
}
