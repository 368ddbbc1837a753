package org.auditledger.keys;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auditledger.journal.JournalDefect.Code;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.keys.ListedKey.Registration;
import org.auditledger.keys.ListedKey.Retirement;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/** Collects what a journal says about keys, while it is read, whoever said it. */
final class JournalKeys {

  /** As many as a reader follows; who owns the database can write any number of statements. */
  private static final int MAX = 1000;

  /** Refused for its sizes alone, a retirement retires all the same. */
  private static final Set<Code> RETIRES = EnumSet.of(Code.RETIRED_AHEAD, Code.RETIRED_TOO_LATE);

  private record Name(KeyPurpose purpose, String keyId) {}

  private final Map<KeyRegistered, Registration> registrations = new LinkedHashMap<>();
  private final Map<Name, Retirement> retirements = new LinkedHashMap<>();
  private long omitted;

  /** Takes the next statement. */
  void accept(JournalEntry entry) {
    entry.statement().ifPresent(statement -> take(statement, entry.standing()));
  }

  private void take(Statement statement, Standing standing) {
    switch (statement.kind()) {
      case LEDGER_INITIALIZED, LEDGER_ADOPTED -> {
        String line = statement.body().text("note_key");
        if (VerifierKey.parse(line) instanceof KeyReading.Accepted<VerifierKey> key
            && key.key().name().equals(statement.ledger().value())) {
          take(statement, standing, KeyRegistered.of(key.key()));
        }
      }
      case KEY_REGISTERED -> {
        if (KeyRegistered.read(statement.ledger(), statement.body())
            instanceof Parsed.Value<KeyRegistered> key) {
          take(statement, standing, key.value());
        }
      }
      case KEY_RETIRED -> {
        if (KeyRetired.read(statement.body()) instanceof Parsed.Value<KeyRetired> said) {
          take(statement, standing, said.value());
        }
      }
      default -> {
        // The others are not about keys.
      }
    }
  }

  private void take(Statement statement, Standing standing, KeyRegistered key) {
    if (standing instanceof Standing.Refused) {
      return;
    }
    boolean counts = standing instanceof Standing.Signed;
    Registration known = registrations.get(key);
    if (known == null || (counts && !known.counts())) {
      put(registrations, key, new Registration(statement.position(), statement.at(), counts));
    }
  }

  private void take(Statement statement, Standing standing, KeyRetired said) {
    boolean refused = standing instanceof Standing.Refused;
    if (refused && !RETIRES.contains(((Standing.Refused) standing).defect().code())) {
      return;
    }
    boolean counts = refused || standing instanceof Standing.Signed;
    Name name = new Name(said.purpose(), said.keyId());
    Retirement known = retirements.get(name);
    if (known == null || (counts && !known.counts())) {
      put(retirements, name, new Retirement(statement.position(), statement.at(), said, counts));
    }
  }

  private <K, V> void put(Map<K, V> map, K key, V value) {
    if (map.size() < MAX || map.containsKey(key)) {
      map.put(key, value);
    } else {
      omitted++;
    }
  }

  /** The list, once the journal was read to its end by this reader, who trusted these keys. */
  KeyList list(JournalReader reader, TrustedKeys trusted) {
    List<ListedKey> keys = new ArrayList<>();
    registrations.forEach(
        (key, registration) ->
            keys.add(
                new ListedKey(
                    key.purpose(),
                    key.keyId(),
                    Optional.of(key.key()),
                    Optional.of(registration),
                    retirement(new Name(key.purpose(), key.keyId()), reader),
                    trust(key, reader, trusted))));
    for (Name name : retirements.keySet()) {
      if (keys.stream().noneMatch(key -> new Name(key.purpose(), key.keyId()).equals(name))) {
        retirement(name, reader).ifPresent(retired -> keys.add(neverRegistered(retired, trusted)));
      }
    }
    return new KeyList(
        reader.ledger(),
        !trusted.noteKeys().isEmpty(),
        reader.head().position(),
        reader.unknown(),
        reader.defects(),
        keys,
        omitted);
  }

  private static ListedKey neverRegistered(Retirement retired, TrustedKeys trusted) {
    KeyRetired said = retired.said();
    KeyTrust trust = trusted.noteKeys().isEmpty() ? KeyTrust.NOT_CHECKED : KeyTrust.CLAIMED;
    return new ListedKey(
        said.purpose(),
        said.keyId(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(retired),
        trust);
  }

  /** The reader's word goes before that of any one statement: of two, the smaller sizes count. */
  private Optional<Retirement> retirement(Name name, JournalReader reader) {
    Optional<KeyRetired> effective = reader.retirement(name.purpose(), name.keyId());
    return Optional.ofNullable(retirements.get(name))
        .map(
            said ->
                new Retirement(
                    said.position(),
                    said.at(),
                    effective.orElse(said.said()),
                    effective.isPresent()));
  }

  private static KeyTrust trust(KeyRegistered key, JournalReader reader, TrustedKeys trusted) {
    if (has(trusted, key, reader)) {
      return KeyTrust.TRUSTED;
    }
    if (trusted.noteKeys().isEmpty()) {
      return KeyTrust.NOT_CHECKED;
    }
    return has(reader.trusted(), key, reader) ? KeyTrust.VOUCHED : KeyTrust.CLAIMED;
  }

  private static boolean has(TrustedKeys keys, KeyRegistered key, JournalReader reader) {
    if (key.purpose() == KeyPurpose.TRANSCRIPT) {
      return keys.forTranscripts(key.keyId()).isPresent();
    }
    return reader
        .ledger()
        .map(ledger -> new VerifierKey(ledger.value(), key.key()))
        .filter(verifier -> keys.noteKeys().contains(verifier))
        .isPresent();
  }
}
