package org.auditledger.control;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerInitialized;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;

/**
 * Adds statements to the journal, each signed, in the transaction that does what it records. It
 * keeps what it has read, so that a second statement costs no second reading; whether the caller's
 * transaction commits or is rolled back makes no difference to it.
 *
 * <p>The transaction is to be READ COMMITTED: one that looks at an older snapshot may not see the
 * statement that it has to follow, and then fails on the table's key.
 */
public final class Recorder {

  /** How many statements are sent together; a note has some thousand characters. */
  private static final int AT_ONCE = 256;

  /** After some hundred calls nothing gets faster any more. */
  private static final int REHEARSALS = 300;

  private final NoteSigner signer;
  private final LedgerName ledger;
  private final TrustedKeys trusted;
  private final Clock clock;
  private final ThisProcess process;
  private final JournalFollower follower;

  /**
   * A recorder of this ledger.
   *
   * @param signer signs under the ledger's name; its own key is always trusted
   * @param trusted whose statements count besides
   * @param tool what is writing, and its version
   */
  public Recorder(
      NoteSigner signer, LedgerName ledger, TrustedKeys trusted, String tool, Clock clock) {
    if (!signer.name().equals(ledger.value())) {
      throw new IllegalArgumentException(
          "a key named " + signer.name() + " does not sign for " + ledger);
    }
    this.signer = signer;
    this.ledger = ledger;
    this.process = ThisProcess.of(tool);
    this.clock = clock;
    this.trusted = trusted.and(TrustedKeys.of(signer.verifier())).orThrow("the signing key");
    this.follower = new JournalFollower(this.trusted);
  }

  /** The ledger whose journal this adds to. */
  public LedgerName ledger() {
    return ledger;
  }

  /** Whose statements count: those of the signer, too. */
  public TrustedKeys trusted() {
    return trusted;
  }

  /** Takes the journal's lock, for who has to hold it before he has something to record. */
  public void lock(Connection transaction) throws SQLException {
    JournalTable.lock(transaction);
  }

  /**
   * The journal as this transaction sees it, whole and open to this signer, for who has to know so
   * before he has something to record. A journal that has not begun is open to everybody. Takes the
   * journal's lock.
   *
   * @throws HistoryBrokenException when the journal that is there is not whole
   * @throws SignerRefusedException when it does not take statements of this signer
   */
  public JournalReader read(Connection transaction) throws SQLException {
    lock(transaction);
    JournalReader journal = follower.follow(transaction);
    requireWhole(journal);
    if (journal.head().position() > 0) {
      requireSigner(journal);
    }
    return journal;
  }

  /**
   * Adds a statement to the journal, in the caller's transaction.
   *
   * @return the journal's head, if the transaction commits
   * @throws HistoryBrokenException when the journal that is there is not whole
   * @throws SignerRefusedException when it does not take statements of this signer
   * @throws StatementRefusedException when its readers would not take the statement
   */
  public JournalHead record(Connection transaction, Kind kind, Members body) throws SQLException {
    return record(transaction, kind, List.of(body)).get(0);
  }

  /**
   * Adds several statements of a kind, at the cost of one where the server is far away.
   *
   * @return where each of them is
   */
  List<JournalHead> record(Connection transaction, Kind kind, List<Members> bodies)
      throws SQLException {
    if (bodies.isEmpty()) {
      return List.of();
    }
    JournalReader journal = read(transaction);
    Actor actor = process.actor(transaction);
    List<JournalHead> heads = new ArrayList<>();
    SortedMap<Long, String> notes = new TreeMap<>();
    for (Members body : bodies) {
      Statement statement = statement(journal, actor, kind, body);
      heads.add(statement.head());
      notes.put(statement.position(), sign(journal, statement));
      if (notes.size() == AT_ONCE) {
        JournalTable.insert(transaction, notes);
        notes.clear();
      }
    }
    JournalTable.insert(transaction, notes);
    return heads;
  }

  /** The statement as a note, which the journal goes on with. */
  private String sign(JournalReader journal, Statement statement) {
    String line = new String(statement.line(), StandardCharsets.UTF_8);
    String note = SignedNote.sign(line + "\n", signer).encoded();
    // What every other reader would refuse must not be written, whoever asks for it.
    JournalEntry entry = journal.accept(statement.position(), note);
    if (entry.standing() instanceof Standing.Refused refused) {
      throw new StatementRefusedException(refused.defect());
    }
    return note;
  }

  /**
   * Writes a journal that nobody keeps, with a key that is nobody's, until the machine does it as
   * fast as it ever will. In a fresh process it is many times slower, and statements are signed
   * while others wait for their transaction.
   */
  public void rehearse() {
    NoteSigner nobody =
        NoteSigner.of("rehearsal", PrivateKey.ofRaw(new byte[PrivateKey.LENGTH]).orThrow("nobody"));
    LedgerName name = new LedgerName(nobody.name());
    Recorder rehearsing = new Recorder(nobody, name, TrustedKeys.NONE, process.tool(), clock);
    Actor actor = new Actor("nobody", process.host(), "nobody", process.tool());
    JournalReader journal = new JournalReader(TrustedKeys.of(nobody.verifier()));
    Members first =
        new LedgerInitialized(new DatabaseIdentity("0", 0), nobody.verifier().toString(), "0")
            .toBody();
    rehearsing.sign(journal, rehearsing.statement(journal, actor, Kind.LEDGER_INITIALIZED, first));
    for (int i = 0; i < REHEARSALS; i++) {
      Members body =
          new PartitionCreated("rehearsal_" + i, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), false)
              .toBody();
      rehearsing.sign(journal, rehearsing.statement(journal, actor, Kind.PARTITION_CREATED, body));
    }
  }

  private static void requireWhole(JournalReader journal) {
    if (journal.defects().total() > 0) {
      JournalDefect first = journal.defects().first().get(0);
      throw new HistoryBrokenException(
          new Explanation(
              "the journal is broken: " + first,
              journal.defects().total() + " defects; what is added now would follow from them",
              "append nothing; compare the journal with a backup or an anchor"));
    }
  }

  private void requireSigner(JournalReader journal) {
    if (!journal.ledger().equals(Optional.of(ledger))) {
      throw refuse(
          "the journal here is of ledger " + journal.ledger().orElseThrow() + ", not " + ledger,
          "connect to the other database, or sign with that ledger's key");
    }
    String keyId = KeyRegistered.of(signer.verifier()).keyId();
    Optional<KeyRetired> retired = journal.retirement(KeyPurpose.NOTE, keyId);
    if (retired.isPresent()) {
      throw refuse(
          "key " + keyId + " was retired: " + retired.get().reason(),
          "sign with a key that is registered and was not retired");
    }
    if (!(journal.last().orElseThrow().standing() instanceof Standing.Signed)) {
      throw refuse(
          "nobody who is trusted here signed the journal's last statement",
          "say whom to trust: --trust FILE, with the verifier key of who did");
    }
    if (journal.introduction(signer.verifier()).isEmpty()) {
      throw refuse(
          "the journal does not know key " + keyId,
          "with a key that it knows: audit-ledger keys register");
    }
  }

  private SignerRefusedException refuse(String why, String next) {
    return new SignerRefusedException(
        new Explanation("nothing is signed with " + signer.verifier() + " here", why, next));
  }

  private Statement statement(JournalReader journal, Actor actor, Kind kind, Members body) {
    String now = JournalTime.text(clock.instant().truncatedTo(ChronoUnit.MICROS));
    // A clock that was set back must not make the journal's times run backwards.
    String at =
        journal
            .last()
            .flatMap(JournalEntry::statement)
            .map(Statement::at)
            .filter(before -> before.compareTo(now) > 0)
            .orElse(now);
    JournalHead head = journal.head();
    return new Statement(ledger, head.position() + 1, head.hash(), kind, at, actor, body);
  }
}
