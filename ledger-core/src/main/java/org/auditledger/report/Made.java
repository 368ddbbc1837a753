package org.auditledger.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.Actor;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalTime;

/**
 * When, by whom and where a ledger was verified.
 *
 * @param at when that began; it is kept to the microsecond
 * @param actor who did it, as far as the process could tell
 * @param database which one it was, as it said itself, if it told
 * @param journal where the journal ended just before, if it had begun
 * @param milliseconds how long it took
 */
public record Made(
    Instant at,
    Actor actor,
    Optional<DatabaseIdentity> database,
    Optional<JournalHead> journal,
    long milliseconds) {

  public Made {
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (milliseconds < 0) {
      throw new IllegalArgumentException("it took " + milliseconds + " milliseconds");
    }
  }

  void write(MembersWriter json) {
    json.object("actor", actor.toJson())
        .text("at", JournalTime.text(at))
        .object("database", database.map(DatabaseIdentity::toJson))
        .object(
            "journal",
            journal.map(
                head ->
                    new MembersWriter()
                        .digest("hash", head.hash())
                        .count("position", head.position())
                        .members()))
        .count("milliseconds", milliseconds);
  }

  static Made read(MembersReader json) {
    return new Made(
        JournalTime.read(json.text("at"))
            .orElseThrow(() -> new IllegalArgumentException("\"at\" is no time")),
        Actor.read(json.object("actor").members())
            .orElseThrow(() -> new IllegalArgumentException("\"actor\" is nobody")),
        json.findObject("database")
            .map(
                database ->
                    new DatabaseIdentity(
                        database.text("system_identifier"), database.count("oid"))),
        json.findObject("journal")
            .map(head -> new JournalHead(head.count("position"), head.digest("hash"))),
        json.count("milliseconds"));
  }
}
