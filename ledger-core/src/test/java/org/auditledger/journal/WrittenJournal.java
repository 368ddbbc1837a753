package org.auditledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;

/** A journal as a test wants it, right or wrong: the notes, from position 1. */
public final class WrittenJournal {

  public static final LedgerName LEDGER = new LedgerName("plant/one");
  public static final NoteSigner FIRST = signer(1);
  public static final NoteSigner SECOND = signer(2);
  public static final NoteSigner THIRD = signer(3);

  private static final Actor ACTOR = new Actor("owner", "db-1", "operator", "test");

  private final List<String> notes = new ArrayList<>();
  private JournalHead head = JournalHead.GENESIS;

  /** A signer of the ledger; the same one each time. */
  public static NoteSigner signer(int seed) {
    return NoteSigner.of(LEDGER.value(), key(seed));
  }

  public static PrivateKey key(int seed) {
    byte[] secret = new byte[PrivateKey.LENGTH];
    Arrays.fill(secret, (byte) seed);
    secret[0] = (byte) (seed >> 8);
    return PrivateKey.ofRaw(secret).orThrow("the test");
  }

  /** A journal that this key has begun. */
  static WrittenJournal begun(NoteSigner signer) {
    return new WrittenJournal().add(Kind.LEDGER_INITIALIZED, initialized(signer), signer);
  }

  public static Members initialized(NoteSigner signer) {
    return CanonicalJson.members(
        Map.of(
            "database",
            CanonicalJson.members(Map.of("oid", new Whole(5), "system_identifier", new Text("76"))),
            "note_key",
            new Text(signer.verifier().toString()),
            "server_version",
            new Text("18.6")));
  }

  /** What any statement says that means nothing to a reader of journals. */
  public static Members released(String hold) {
    return CanonicalJson.members(Map.of("hold", new Text(hold), "reason", new Text("settled")));
  }

  WrittenJournal add(Kind kind, Members body, NoteSigner... signers) {
    return add(LEDGER, kind, body, signers);
  }

  WrittenJournal add(LedgerName ledger, Kind kind, Members body, NoteSigner... signers) {
    Statement statement =
        Statement.after(head, ledger, kind, 1_000_000 * head.position(), ACTOR, body);
    return put(statement, signers);
  }

  /** Adds a statement that need not follow. */
  WrittenJournal put(Statement statement, NoteSigner... signers) {
    notes.add(note(statement, signers));
    head = statement.head();
    return this;
  }

  WrittenJournal filler(int count, NoteSigner... signers) {
    for (int i = 0; i < count; i++) {
      add(Kind.HOLD_RELEASED, released("case-" + notes.size()), signers);
    }
    return this;
  }

  WrittenJournal register(NoteSigner key, NoteSigner... signers) {
    return add(Kind.KEY_REGISTERED, KeyRegistered.of(key.verifier()).toBody(), signers);
  }

  /** Retires a key as of the statements so far. */
  WrittenJournal retire(NoteSigner key, NoteSigner... signers) {
    return retire(key, head.position(), signers);
  }

  WrittenJournal retire(NoteSigner key, long journalSize, NoteSigner... signers) {
    return add(Kind.KEY_RETIRED, retired(key, journalSize).toBody(), signers);
  }

  public static KeyRetired retired(NoteSigner key, long journalSize) {
    return new KeyRetired(
        KeyPurpose.NOTE, KeyRegistered.idOf(key.verifier()), 7, journalSize, "rotation");
  }

  static String note(Statement statement, NoteSigner... signers) {
    String text = new String(statement.line(), StandardCharsets.UTF_8) + "\n";
    SignedNote note = SignedNote.sign(text, signers[0]);
    for (NoteSigner signer : signers) {
      note = note.signedAlsoBy(signer);
    }
    return note.encoded();
  }

  JournalHead head() {
    return head;
  }

  /** The notes, to be changed by the test. */
  List<String> notes() {
    return new ArrayList<>(notes);
  }

  JournalReader read(NoteSigner... trusted) {
    return read(notes, trusted);
  }

  static JournalReader read(List<String> notes, NoteSigner... trusted) {
    JournalReader reader = new JournalReader(trust(trusted));
    for (int i = 0; i < notes.size(); i++) {
      reader.accept(i + 1, notes.get(i));
    }
    return reader;
  }

  public static TrustedKeys trust(NoteSigner... signers) {
    TrustedKeys trusted = TrustedKeys.NONE;
    for (NoteSigner signer : signers) {
      trusted = trusted.and(TrustedKeys.of(signer.verifier())).orThrow("the test");
    }
    return trusted;
  }
}
