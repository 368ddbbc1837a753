package org.auditledger.journal;

import java.util.Map;
import java.util.Set;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;

/**
 * One thing that was done to a ledger.
 *
 * @param position from 1, without a gap
 * @param previous the hash of the statement before; zeros for the first
 * @param at when, in canonical form: {@code 2026-03-02T08:00:00.250000Z}
 */
public record Statement(
    LedgerName ledger,
    long position,
    Digest previous,
    Kind kind,
    String at,
    Actor actor,
    Members body) {

  static final String FORM = "audit-ledger/journal/1";

  private static final Set<String> MEMBERS =
      Set.of("_form", "actor", "at", "body", "kind", "ledger", "position", "previous");

  public Statement {
    if (position < 1) {
      throw new IllegalArgumentException("positions start at 1, not " + position);
    }
    if (!Shape.TIME.fits(new Text(at))) {
      throw new IllegalArgumentException("a statement's time has six digits and a Z, unlike " + at);
    }
    kind.defect(body)
        .ifPresent(
            defect -> {
              throw new IllegalArgumentException("a " + kind + " statement " + defect);
            });
  }

  /** The statement that comes after {@code head}. */
  public static Statement after(
      JournalHead head, LedgerName ledger, Kind kind, long micros, Actor actor, Members body) {
    CanonicalBytes time = new CanonicalBytes();
    CanonicalTime.write(micros, time);
    String at = new String(time.toBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    return new Statement(ledger, head.position() + 1, head.hash(), kind, at, actor, body);
  }

  /** The statement that this line is, without its line feed. */
  public static StatementReading read(byte[] line) {
    if (!(CanonicalJson.parse(line).orElse(null) instanceof Members json)) {
      return new StatementReading.Defective("is not canonical JSON");
    }
    if (!json.values().keySet().equals(MEMBERS)
        || !json.find("_form").orElseThrow().equals(new Text(FORM))) {
      return new StatementReading.Defective("is not of the form " + FORM);
    }
    if (json.find("ledger").orElse(null) instanceof Text ledger
        && LedgerName.isName(ledger.value())
        && json.find("position").orElse(null) instanceof Whole position
        && position.value() >= 1
        && json.find("previous").filter(Shape.DIGEST::fits).orElse(null) instanceof Text previous
        && json.find("at").filter(Shape.TIME::fits).orElse(null) instanceof Text at
        && json.find("kind").orElse(null) instanceof Text kindName
        && json.find("body").orElse(null) instanceof Members body) {
      Actor actor = Actor.read(json.find("actor").orElseThrow()).orElse(null);
      Kind kind = Kind.find(kindName.value()).orElse(null);
      if (actor == null || kind == null) {
        String what = kind == null ? "kind " + kindName.value() : "actor";
        return new StatementReading.Defective("has an " + what + " that is unknown");
      }
      if (kind.defect(body).isPresent()) {
        return new StatementReading.Defective(kind.defect(body).get());
      }
      return new StatementReading.Read(
          new Statement(
              new LedgerName(ledger.value()),
              position.value(),
              Digest.ofHex(previous.value()),
              kind,
              at.value(),
              actor,
              body));
    }
    return new StatementReading.Defective("has a member of the wrong shape");
  }

  /** The line, without a line feed: what is hashed, and what is signed with one. */
  public byte[] line() {
    return CanonicalJson.members(
            Map.of(
                "_form", new Text(FORM),
                "actor", actor.toJson(),
                "at", new Text(at),
                "body", body,
                "kind", new Text(kind.name()),
                "ledger", new Text(ledger.value()),
                "position", new Whole(position),
                "previous", new Text(previous.hex())))
        .toBytes();
  }

  /** The journal's head once this statement is its last. */
  public JournalHead head() {
    return new JournalHead(position, Digest.sha256(line()));
  }
}
