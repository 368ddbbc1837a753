package org.auditledger.container;

import java.time.Instant;
import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.PartitionContents;
import org.auditledger.seal.Parsed;

/**
 * What an archive is of, and every member of it. What it says of the partition it says with the
 * words of the receipt for its drop.
 *
 * @param at when it was made, to the microsecond
 * @param from the partition's first moment
 * @param to the first moment after it
 */
public record ArchiveManifest(
    LedgerName ledger,
    Instant at,
    String partition,
    Instant from,
    Instant to,
    PartitionContents contents,
    List<StoredMember> members) {

  private static final String FORM = "audit-ledger/archive/1";

  public ArchiveManifest {
    members = List.copyOf(members);
    if (partition.isEmpty() || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "no partition: \"" + partition + "\" from " + from + " to " + to);
    }
  }

  /** Whether both are of one partition of one ledger, with the same records in it. */
  public boolean isOfTheSame(ArchiveManifest other) {
    return ledger.equals(other.ledger)
        && partition.equals(other.partition)
        && from.equals(other.from)
        && to.equals(other.to)
        && contents.equals(other.contents);
  }

  /** One line of canonical JSON, and a line feed: what is signed. */
  byte[] toBytes() {
    return JsonLine.of(json());
  }

  /** Reads a manifest, and takes no other text. */
  static Parsed<ArchiveManifest> read(byte[] line) {
    return JsonLine.read(line, json -> of(new MembersReader(json)), ArchiveManifest::toBytes);
  }

  private Members json() {
    MembersWriter json =
        new MembersWriter()
            .text("_form", FORM)
            .text("at", JournalTime.text(at))
            .digest("digest", contents.digest())
            .text("from", JournalTime.text(from))
            .text("ledger", ledger.value())
            .objects("members", members.stream().map(StoredMember::toJson).toList())
            .text("partition", partition)
            .count("rows", contents.rows())
            .text("to", JournalTime.text(to));
    contents.first().ifPresent(time -> json.text("first", JournalTime.text(time)));
    contents.last().ifPresent(time -> json.text("last", JournalTime.text(time)));
    return json.members();
  }

  private static ArchiveManifest of(MembersReader json) {
    return new ArchiveManifest(
        new LedgerName(json.text("ledger")),
        time(json, "at"),
        json.text("partition"),
        time(json, "from"),
        time(json, "to"),
        new PartitionContents(
            json.count("rows"),
            JournalTime.find(json, "first"),
            JournalTime.find(json, "last"),
            json.digest("digest")),
        json.objects("members").stream().map(StoredMember::read).toList());
  }

  private static Instant time(MembersReader json, String name) {
    return JournalTime.find(json, name)
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
  }
}
