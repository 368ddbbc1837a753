package org.auditledger.journal;

import java.time.Instant;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Parsed;

/**
 * What {@link Kind#PARTITION_DROP_INTENDED} and {@link Kind#PARTITION_DROPPED} say: which
 * partition, what it held, and why it may go. The two of one drop are the same but for what came
 * between.
 *
 * @param to the first moment after it
 * @param contents what it held
 * @param archive the name of the file that it was archived to, without a directory, and its SHA-256
 * @param evidence {@link #WITNESSED} or {@link #UNWITNESSED}
 * @param plan the hash of the plan that it was in
 * @param holdsChecked how many holds were in force, none of which covers it
 */
public record PartitionDrop(
    String partition,
    Instant from,
    Instant to,
    PartitionContents contents,
    Optional<Archived> archive,
    String evidence,
    Digest plan,
    DropPolicy policy,
    long holdsChecked) {

  /** Who signs has read what the partition held. */
  public static final String WITNESSED = "witnessed";

  /** Only the database says what it held. */
  public static final String UNWITNESSED = "unwitnessed";

  /** A file that has what a partition held. */
  public record Archived(String name, Digest sha256) {}

  public PartitionDrop {
    if (partition.isEmpty() || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "no partition: \"" + partition + "\" from " + from + " to " + to);
    }
    if (!evidence.equals(WITNESSED) && !evidence.equals(UNWITNESSED)) {
      throw new IllegalArgumentException("no evidence: " + evidence);
    }
  }

  /** What the body of a statement of one of the two kinds says. */
  public static Parsed<PartitionDrop> read(Kind kind, Members members) {
    Body.of(kind, members);
    MembersReader body = new MembersReader(members);
    if (members.find("archive").isPresent() != members.find("archive_sha256").isPresent()) {
      return new Parsed.Malformed<>("it is no drop: an archive has a name and a digest");
    }
    try {
      return new Parsed.Value<>(
          new PartitionDrop(
              body.text("partition"),
              JournalTime.find(body, "from").orElseThrow(),
              JournalTime.find(body, "to").orElseThrow(),
              new PartitionContents(
                  body.count("rows"),
                  JournalTime.find(body, "first"),
                  JournalTime.find(body, "last"),
                  body.digest("digest")),
              body.findText("archive")
                  .map(name -> new Archived(name, body.digest("archive_sha256"))),
              body.text("evidence"),
              body.digest("plan"),
              DropPolicy.read(body.object("policy").members()),
              body.count("holds_checked")));
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>("it is no drop: " + e.getMessage());
    }
  }

  /** The body of the statement. */
  public Members toBody() {
    MembersWriter body =
        new MembersWriter()
            .digest("digest", contents.digest())
            .text("evidence", evidence)
            .text("from", JournalTime.text(from))
            .count("holds_checked", holdsChecked)
            .text("partition", partition)
            .digest("plan", plan)
            .object("policy", policy.toJson())
            .count("rows", contents.rows())
            .text("to", JournalTime.text(to));
    contents.first().ifPresent(time -> body.text("first", JournalTime.text(time)));
    contents.last().ifPresent(time -> body.text("last", JournalTime.text(time)));
    archive.ifPresent(
        file -> body.text("archive", file.name()).digest("archive_sha256", file.sha256()));
    return body.members();
  }
}
