package org.auditledger.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.JsonHead;
import org.auditledger.seal.Parsed;

/**
 * What a backup is of, and every member of it.
 *
 * @param at the moment that it shows, to the microsecond
 * @param first the number of the first entry in it; with {@code count} 0, of the one that would be
 * @param count how many entries are in it
 * @param head where the chain ends, its earlier entries in the parents included
 * @param entriesRoot of the log of all entries up to the head
 * @param journal where the ledger's own history ends, where it had begun
 * @param fingerprint the digest of the ledger's structure
 * @param posture the digest of its protection
 * @param parent what an incremental backup goes on from
 */
public record BackupManifest(
    LedgerName ledger,
    Instant at,
    BackupSource source,
    long first,
    long count,
    Head head,
    Digest entriesRoot,
    Optional<JournalHead> journal,
    Digest fingerprint,
    Digest posture,
    Optional<BackupParent> parent,
    List<StoredMember> members) {

  private static final String FORM = "audit-ledger/backup/1";

  public BackupManifest {
    members = List.copyOf(members);
    if (first < 1) {
      throw new IllegalArgumentException("entries begin with 1, not " + first);
    }
    if (parent.isPresent() && parent.get().size() != first - 1) {
      throw new IllegalArgumentException(
          "a backup that begins with entry " + first + " goes on from another parent");
    }
  }

  /** What names this backup: SHA-256 of the line, without the line feed. */
  public Digest digest() {
    return json().digest();
  }

  /** One line of canonical JSON, and a line feed: what is signed. */
  byte[] toBytes() {
    return JsonLine.of(json());
  }

  /** Reads a manifest, and takes no other text. */
  public static Parsed<BackupManifest> read(byte[] line) {
    return JsonLine.read(line, json -> of(new MembersReader(json)), BackupManifest::toBytes);
  }

  private Members json() {
    MembersWriter json =
        new MembersWriter()
            .text("_form", FORM)
            .text("at", JournalTime.text(at))
            .count("count", count)
            .digest("entries_root", entriesRoot)
            .digest("fingerprint", fingerprint)
            .count("first", first)
            .object("head", JsonHead.of(head))
            .text("ledger", ledger.value())
            .objects("members", members.stream().map(StoredMember::toJson).toList())
            .digest("posture", posture)
            .object("source", source.toJson());
    journal.ifPresent(
        end ->
            json.object(
                "journal",
                new MembersWriter()
                    .digest("hash", end.hash())
                    .count("position", end.position())
                    .members()));
    parent.ifPresent(before -> json.object("parent", before.toJson()));
    return json.members();
  }

  private static BackupManifest of(MembersReader json) {
    return new BackupManifest(
        new LedgerName(json.text("ledger")),
        JournalTime.read(json.text("at"))
            .orElseThrow(() -> new IllegalArgumentException("\"at\" is no time")),
        BackupSource.read(json.object("source")),
        json.count("first"),
        json.count("count"),
        JsonHead.read(json.object("head").members()),
        json.digest("entries_root"),
        json.findObject("journal")
            .map(head -> new JournalHead(head.count("position"), head.digest("hash"))),
        json.digest("fingerprint"),
        json.digest("posture"),
        json.findObject("parent").map(BackupParent::read),
        json.objects("members").stream().map(StoredMember::read).toList());
  }
}
