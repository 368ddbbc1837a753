package org.auditledger.container;

import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.seal.Parsed;

/** A statement's note, with the position at which it was stored, whatever the note says itself. */
public record JournalLine(long position, String note) {

  byte[] toBytes() {
    return JsonLine.of(
        new MembersWriter().text("note", note).count("position", position).members());
  }

  static Parsed<JournalLine> read(byte[] line) {
    return JsonLine.read(
        line,
        json -> {
          MembersReader members = new MembersReader(json);
          return new JournalLine(members.count("position"), members.text("note"));
        },
        JournalLine::toBytes);
  }
}
