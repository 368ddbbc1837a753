package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** To what journal nothing is added, and by whom not. */
@OnPostgres
@Template(Journals.CONTROL)
class RecorderRefusalTest {

  private static final String JOURNAL = "audit_ledger.journal";

  private final Recorder recorder = Journals.recorder(FIRST);

  /** Each with the defect that names it. */
  private static Map<String, String> attacks() {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put(
        "update %s set note = replace(note, '\"case\"', '\"cake\"') where position = 4",
        "statement 4 is signed as ");
    attacks.put("update %s set note = substr(note, 2) where position = 4", "statement 4 is not ");
    attacks.put("delete from %s where position = 4", "statement 4 is missing");
    attacks.put("delete from %s where position = 1", "statement 1 is missing");
    attacks.put(
        "update %s set position = 9 - position where position in (4, 5)",
        "statement 4 says that it is 5");
    attacks.put(
        "update %s set note = (select note from %s where position = 3) where position = 4",
        "statement 4 says that it is 3");
    attacks.put(
        "update %s set note = replace(note, '\"position\":4', '\"position\":40') where position ="
            + " 4; update %s set position = 40 where position = 4",
        "statement 4 is missing");
    return attacks;
  }

  @OnEveryPostgres
  void a_journal_that_was_tampered_with_is_found_and_gets_nothing_more(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 6);
    Journals.tamper(database);
    database.execute("alter table audit_ledger.journal drop constraint journal_pkey cascade");
    database.execute("create table genuine as select * from audit_ledger.journal");
    for (Map.Entry<String, String> attack : attacks().entrySet()) {
      database.execute(attack.getKey().replace("%s", JOURNAL));
      assertThat(Journals.read(database, FIRST).defects().first().get(0).toString())
          .startsWith(attack.getValue());
      assertThatThrownBy(() -> Journals.filler(database, Journals.recorder(FIRST)))
          .as(attack.getKey())
          .isInstanceOf(HistoryBrokenException.class)
          .hasMessageStartingWith("the journal is broken: " + attack.getValue());
      database.execute(
          "truncate audit_ledger.journal; insert into audit_ledger.journal select * from genuine");
    }
    Journals.filler(database, Journals.recorder(FIRST));
    Journals.assertWhole(database, 7, FIRST);
  }

  /** A fresh reader cannot know of it: only a checkpoint outside can. One that was there does. */
  @OnEveryPostgres
  void a_tail_that_was_cut_is_noticed_by_who_had_read_it(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 4);
    Recorder other = Journals.recorder(FIRST);
    Journals.filler(database, other);
    Journals.filler(database, recorder);
    Journals.tamper(database, "delete from audit_ledger.journal where position > 3");
    assertThatThrownBy(() -> Journals.filler(database, recorder))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageStartingWith("statement 5 of the journal has changed or gone\n");
    assertThatThrownBy(() -> Journals.filler(database, other))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageStartingWith("statement 4 of the journal has changed or gone\n");
    Journals.assertWhole(database, 3, FIRST);
  }

  @Test
  void a_last_statement_that_was_replaced_is_noticed_by_who_had_read_it(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 4);
    Recorder other = Journals.recorder(FIRST);
    Journals.filler(database, other);
    Journals.filler(database, recorder);
    Journals.tamper(database, "delete from audit_ledger.journal where position > 4");
    try (Connection connection = Journals.transaction(database)) {
      Journals.recorder(FIRST)
          .record(connection, Kind.HOLD_RELEASED, WrittenJournal.released("another"));
      connection.commit();
    }
    assertThatThrownBy(() -> Journals.filler(database, recorder))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageStartingWith("statement 5 of the journal has changed or gone\n");
    Journals.assertWhole(database, 5, FIRST);
  }

  @OnEveryPostgres
  void a_key_that_is_not_registered_does_not_sign(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    assertThatThrownBy(() -> Journals.filler(database, Journals.recorder(SECOND, FIRST)))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageStartingWith("nothing is signed with plant/one+")
        .hasMessageContaining("\nthe journal does not know key ")
        .hasMessageEndingWith("audit-ledger keys register");
    assertThatThrownBy(() -> Journals.filler(database, Journals.recorder(SECOND)))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("\nnobody who is trusted here signed the journal's last statement\n")
        .hasMessageContaining("--trust FILE");
    Journals.assertWhole(database, 2, FIRST);
  }

  @OnEveryPostgres
  void keys_rotate(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    record(database, recorder, Kind.KEY_REGISTERED, SECOND);
    assertThatThrownBy(() -> Journals.filler(database, Journals.recorder(SECOND)))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("--trust FILE");
    Recorder second = Journals.recorder(SECOND, FIRST);
    Journals.filler(database, second);
    record(database, second, Kind.KEY_RETIRED, FIRST);
    assertThatThrownBy(() -> Journals.filler(database, recorder))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("was retired: rotation");
    // It signed here before, and nobody else can have done that.
    Journals.filler(database, Journals.recorder(SECOND));
    Journals.assertWhole(database, 6, FIRST);
    assertThatThrownBy(() -> record(database, second, Kind.KEY_REGISTERED, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which was retired");
  }

  @Test
  void a_registration_by_a_stranger_lets_nobody_in(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    record(database, recorder, Kind.KEY_REGISTERED, SECOND);
    Recorder second = Journals.recorder(SECOND, FIRST);
    record(database, second, Kind.KEY_REGISTERED, THIRD);
    Journals.filler(database, recorder);
    // Who trusts the first key alone follows; who trusts only the third and is it, does not.
    Journals.assertWhole(database, 5, FIRST);
    assertThatThrownBy(() -> Journals.filler(database, Journals.recorder(THIRD)))
        .isInstanceOf(SignerRefusedException.class);
    Journals.filler(database, Journals.recorder(THIRD, FIRST));
    Journals.assertWhole(database, 6, FIRST);
  }

  @Test
  void a_journal_of_another_ledger_gets_nothing(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    NoteSigner elsewhere = NoteSigner.of("plant/two", FIRST.key());
    Recorder other =
        new Recorder(
            elsewhere,
            new LedgerName("plant/two"),
            TrustedKeys.of(FIRST.verifier()),
            "test",
            Journals.NOON);
    assertThatThrownBy(() -> Journals.filler(database, other))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("the journal here is of ledger plant/one, not plant/two");
  }

  private static void record(
      TestDatabase database, Recorder recorder, Kind kind, NoteSigner subject) throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      long size = JournalTable.read(connection, TrustedKeys.NONE).head().position();
      recorder.record(
          connection,
          kind,
          kind == Kind.KEY_REGISTERED
              ? KeyRegistered.of(subject.verifier()).toBody()
              : WrittenJournal.retired(subject, size).toBody());
      connection.commit();
    }
  }
}
