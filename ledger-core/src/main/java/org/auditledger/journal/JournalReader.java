package org.auditledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect.Code;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its beginning, note by note, and judges each. What it keeps does not grow
 * with the journal. Belongs to one thread.
 *
 * <p>One damaged statement is one finding: a statement that was refused is no measure for the next
 * one, whose link is then not judged. Nothing is lost by that, as the journal is broken anyway.
 */
public final class JournalReader {

  /** How many bytes a note may have. */
  public static final int MAX_LENGTH = 1 << 20;

  private final TreeHasher hasher = new TreeHasher();
  private final Keyring keys;
  private final CompactRangeBuilder leaves;
  private JournalHead head = JournalHead.GENESIS;
  private boolean headIsRefused;
  private @Nullable LedgerName ledger;
  private boolean ledgerIsSigned;
  private @Nullable JournalEntry last;
  private Noted<JournalDefect> defects = Noted.none();
  private long unknown;

  /** A reader that trusts these keys, and those that they register. */
  public JournalReader(TrustedKeys trusted) {
    keys = new Keyring(trusted);
    leaves = new CompactRangeBuilder(0);
  }

  private JournalReader(JournalReader other) {
    keys = other.keys.copy();
    leaves = new CompactRangeBuilder(other.leaves.build());
    head = other.head;
    headIsRefused = other.headIsRefused;
    ledger = other.ledger;
    ledgerIsSigned = other.ledgerIsSigned;
    last = other.last;
    defects = other.defects;
    unknown = other.unknown;
  }

  /** A reader that has read the same and goes on by itself. */
  public JournalReader fork() {
    return new JournalReader(this);
  }

  /** Judges the note that is stored at this position. They come in the order of positions. */
  public JournalEntry accept(long position, String note) {
    if (position <= head.position()) {
      JournalEntry misplaced =
          refused(position, Code.OUT_OF_ORDER, "comes after statement " + head.position());
      defects = defects.with(defect(misplaced));
      return misplaced;
    }
    boolean follows = position == head.position() + 1;
    if (!follows) {
      String why = "is missing, and so are all up to statement " + position;
      defects = defects.with(new JournalDefect(head.position() + 1, Code.MISSING, why));
    }
    JournalEntry entry = judge(position, follows && !headIsRefused, note);
    headIsRefused = entry.standing() instanceof Standing.Refused;
    if (headIsRefused) {
      defects = defects.with(defect(entry));
    } else if (entry.standing() instanceof Standing.SignedByUnknownKey) {
      unknown++;
    }
    byte[] line = line(note);
    if (leaves.end() == position - 1) {
      leaves.append(hasher.leaf(line));
    }
    head = new JournalHead(position, Digest.sha256(line));
    last = entry;
    return entry;
  }

  private JournalEntry judge(long position, boolean linked, String note) {
    if (note.length() > MAX_LENGTH || note.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
      return refused(position, Code.TOO_LONG, "is longer than " + MAX_LENGTH + " bytes");
    }
    // Half of a surrogate pair would become a question mark, and the note another one.
    Parsed<SignedNote> parsed =
        StandardCharsets.UTF_8.newEncoder().canEncode(note)
            ? SignedNote.parse(note.getBytes(StandardCharsets.UTF_8))
            : new Parsed.Malformed<>("the note is not UTF-8");
    if (parsed instanceof Parsed.Malformed<SignedNote> malformed) {
      return refused(position, Code.NOT_A_NOTE, "is no signed note: " + malformed.why());
    }
    SignedNote signed = ((Parsed.Value<SignedNote>) parsed).value();
    if (signed.text().indexOf('\n') != signed.text().length() - 1) {
      return refused(position, Code.NOT_ONE_LINE, "is a note of more than one line");
    }
    StatementReading reading = Statement.read(line(note));
    if (reading instanceof StatementReading.Defective defective) {
      return refused(position, Code.NOT_A_STATEMENT, defective.why());
    }
    Statement statement = ((StatementReading.Read) reading).statement();
    return new JournalEntry(
        position, Optional.of(statement), judge(position, linked, statement, signed));
  }

  private Standing judge(long position, boolean linked, Statement statement, SignedNote note) {
    if (statement.position() != position) {
      return refused(Code.WRONG_POSITION, position, "says that it is " + statement.position());
    }
    NoteOutcome<String> outcome = note.verify(keys.trusted(), statement.ledger());
    if (ledger == null || ledger.equals(statement.ledger())) {
      return judge(outcome, linked, statement, note);
    }
    if (ledgerIsSigned || !(outcome instanceof NoteOutcome.Verified<String>)) {
      JournalDefect stranger = stranger(position, statement.ledger(), ledger);
      // Where nobody trusted has said the name, one edited statement must not decide for all.
      ledger = ledgerIsSigned ? ledger : statement.ledger();
      return new Standing.Refused(stranger);
    }
    defects = defects.with(stranger(head.position(), ledger, statement.ledger()));
    return judge(outcome, false, statement, note);
  }

  private Standing judge(
      NoteOutcome<String> outcome, boolean linked, Statement statement, SignedNote note) {
    long position = statement.position();
    ledger = statement.ledger();
    if (outcome instanceof NoteOutcome.Rejected<String> rejected) {
      return refused(Code.BAD_SIGNATURE, position, "is " + rejected.why());
    }
    if (linked && !statement.previous().equals(head.hash())) {
      return refused(
          Code.WRONG_LINK,
          position,
          "follows one with hash " + statement.previous() + ", and not " + head.hash());
    }
    boolean begins =
        statement.kind() == Kind.LEDGER_INITIALIZED || statement.kind() == Kind.LEDGER_ADOPTED;
    if (begins != (position == 1)) {
      return begins
          ? refused(Code.SECOND_BEGINNING, position, "begins the journal again")
          : refused(Code.NO_BEGINNING, position, "does not begin a journal");
    }
    return outcome instanceof NoteOutcome.Verified<String> verified
        ? signed(statement, verified.by(), note)
        : new Standing.SignedByUnknownKey(note.signatures());
  }

  private Standing signed(Statement statement, List<VerifierKey> by, SignedNote note) {
    long position = statement.position();
    List<VerifierKey> counting = keys.counting(by, position);
    if (counting.isEmpty()) {
      return refused(Code.RETIRED_KEY, position, "is signed by a retired key: " + by.get(0));
    }
    if (position == 1 && !namesSigner(statement, note)) {
      return refused(Code.WRONG_NOTE_KEY, position, "names a note key that did not sign it");
    }
    ledgerIsSigned = true;
    return keys.learn(statement, counting)
        .<Standing>map(Standing.Refused::new)
        .orElseGet(() -> new Standing.Signed(counting));
  }

  private static boolean namesSigner(Statement first, SignedNote note) {
    String named = new Body(first.body()).text("note_key");
    return VerifierKey.parse(named) instanceof KeyReading.Accepted<VerifierKey> key
        && key.key().name().equals(first.ledger().value())
        && note.signatures().stream()
            .anyMatch(
                line -> line.name().equals(key.key().name()) && line.keyId() == key.key().id());
  }

  private static JournalDefect stranger(long position, LedgerName its, LedgerName neighbours) {
    return new JournalDefect(
        position,
        Code.OTHER_LEDGER,
        "is of ledger " + its + ", and its neighbour of " + neighbours);
  }

  /** The last statement that was read. */
  public JournalHead head() {
    return head;
  }

  /** Whether this is the note, or another one of the same statement, that was read last. */
  public boolean stopsAt(long position, String note) {
    return head.equals(new JournalHead(position, Digest.sha256(line(note))));
  }

  /** The last note that was read, as it was judged. */
  public Optional<JournalEntry> last() {
    return Optional.ofNullable(last);
  }

  /** The ledger whose journal this is, as far as its statements say. */
  public Optional<LedgerName> ledger() {
    return Optional.ofNullable(ledger);
  }

  /** The leaves of the journal's tree; up to the first statement that is missing, if one is. */
  public CompactRange leaves() {
    return leaves.build();
  }

  /**
   * The keys that were trusted from the start or are registered by now, those that were retired
   * since among them: they count for what is old enough, which {@link #retirements} tells.
   */
  public TrustedKeys trusted() {
    return keys.trusted();
  }

  /** The keys that were retired, for notes and transcripts, and the sizes they count up to. */
  public List<KeyRetired> retirements() {
    return keys.retirements();
  }

  /** The sizes up to which a key counts, if it was retired. */
  public Optional<KeyRetired> retirement(KeyPurpose purpose, String keyId) {
    return keys.retirement(purpose, keyId);
  }

  /** Where statements that count first named this key, or were first signed with it. */
  public OptionalLong introduction(VerifierKey key) {
    return keys.introduction(key);
  }

  /** What is wrong with the journal. */
  public Noted<JournalDefect> defects() {
    return defects;
  }

  /** How many statements nobody who is trusted has signed. */
  public long unknown() {
    return unknown;
  }

  private static JournalDefect defect(JournalEntry refused) {
    return ((Standing.Refused) refused.standing()).defect();
  }

  private static JournalEntry refused(long position, Code code, String why) {
    return new JournalEntry(position, Optional.empty(), refused(code, position, why));
  }

  private static Standing refused(Code code, long position, String why) {
    return new Standing.Refused(new JournalDefect(position, code, why));
  }

  /** What a note's first line is, whatever else it is. */
  private static byte[] line(String note) {
    int end = note.indexOf('\n');
    return (end < 0 ? note : note.substring(0, end)).getBytes(StandardCharsets.UTF_8);
  }
}
