package org.auditledger.container;

import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.seal.Parsed;

/** A checkpoint's note, with the log and the size at which it was stored. */
public record CheckpointLine(String origin, long size, String note) {

  byte[] toBytes() {
    return JsonLine.of(
        new MembersWriter()
            .text("note", note)
            .text("origin", origin)
            .count("size", size)
            .members());
  }

  static Parsed<CheckpointLine> read(byte[] line) {
    return JsonLine.read(
        line,
        json -> {
          MembersReader members = new MembersReader(json);
          return new CheckpointLine(
              members.text("origin"), members.count("size"), members.text("note"));
        },
        CheckpointLine::toBytes);
  }
}
