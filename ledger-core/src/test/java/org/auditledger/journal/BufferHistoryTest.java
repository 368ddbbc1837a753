package org.auditledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionRecord.Fate;
import org.junit.jupiter.api.Test;

/** What the journal says of the buffer is what its last statements say. */
class BufferHistoryTest {

  private final BufferHistory history = new BufferHistory();
  private final Said said = new Said(history::accept);

  @Test
  void bounds_are_those_that_the_server_prints() {
    said.created("whole")
        .created(
            "odd",
            Instant.parse("2026-05-01T10:20:30.500Z"),
            Instant.parse("2026-05-02T00:00:00.000001Z"));
    assertThat(history.partitions().get("whole").bound()).isEqualTo(Said.DAY);
    assertThat(history.partitions().get("odd").bound())
        .isEqualTo(
            "FOR VALUES FROM ('2026-05-01 10:20:30.5+00') TO ('2026-05-02 00:00:00.000001+00')");
    assertThat(history.mayBeAttached("whole", Said.DAY)).isTrue();
    assertThat(history.mayBeAttached("odd", Said.DAY)).isFalse();
    assertThat(history.mayBeAttached("other", Said.DAY)).isFalse();
  }

  @Test
  void an_adoption_names_those_that_it_found() {
    String open = "FOR VALUES FROM (MINVALUE) TO ('2026-05-01 10:20:30.5+00')";
    String ancient = "FOR VALUES FROM ('0044-03-15 00:00:00+00 BC') TO (MAXVALUE)";
    said.adopted(
        "early " + open, "a DEFAULT FOR VALUES day " + Said.DAY, "rest DEFAULT", "old " + ancient);
    assertThat(history.partitions().keySet())
        .containsExactly("a DEFAULT FOR VALUES day", "early", "old", "rest");
    assertThat(history.mayBeAttached("early", open)).isTrue();
    assertThat(history.mayBeAttached("rest", "DEFAULT")).isTrue();
    assertThat(history.mayBeAttached("old", ancient)).isTrue();
    assertThat(history.partitions().get("a DEFAULT FOR VALUES day"))
        .isEqualTo(
            new PartitionRecord(
                "a DEFAULT FOR VALUES day",
                1,
                Said.DAY,
                Optional.of(Said.FIRST),
                Optional.of(Said.SECOND),
                Fate.ATTACHED,
                Optional.empty(),
                Optional.empty()));
    assertThat(history.partitions().get("early").from()).isEmpty();
    assertThat(history.partitions().get("early").to())
        .contains(Instant.parse("2026-05-01T10:20:30.500Z"));
    assertThat(history.partitions().get("rest").to()).isEmpty();
    assertThat(history.partitions().get("old").from()).isEmpty();
    assertThat(history.contradictions().first()).isEmpty();
  }

  @Test
  void the_last_statement_counts() {
    said.created("p");
    assertRecord(Fate.ATTACHED, true, Optional.empty(), Optional.empty());
    said.intended("p");
    assertRecord(Fate.TO_BE_DROPPED, true, Optional.of(Said.drop("p")), Optional.empty());
    said.detached("p");
    assertRecord(Fate.DETACHED, false, Optional.of(Said.drop("p")), Optional.of(Said.AT));
    said.intended("p");
    assertRecord(Fate.DETACHED, false, Optional.of(Said.drop("p")), Optional.of(Said.AT));
    said.created("p");
    assertRecord(Fate.ATTACHED, true, Optional.empty(), Optional.empty());
    said.dropped("p");
    assertRecord(Fate.DROPPED, false, Optional.empty(), Optional.empty());
    said.created("p").unwitnessed("p", 4);
    assertRecord(Fate.DROPPED_UNWITNESSED, false, Optional.empty(), Optional.empty());
    assertThat(history.partitions().get("p").isGone()).isTrue();
    assertThat(history.receipts())
        .extracting(DropReceipt::position)
        .containsExactly(said.position() - 2, said.position());
    assertThat(history.receipts().get(0).drop()).isEqualTo(Said.drop("p"));
    assertThat(history.journalledDrops()).containsExactly(4L);
    assertThat(history.contradictions().first()).isEmpty();
  }

  @Test
  void what_cannot_be_true_after_what_was_said_is_named_and_counts() {
    said.dropped("stranger").created("p").detached("p").dropped("p").dropped("p").intended("p");
    Instant third = Said.SECOND.plusSeconds(86_400);
    said.created("q", Said.FIRST, third).dropped("q");
    said.created("r").unwitnessed("r", 1).created("r").unwitnessed("r", 1);
    assertThat(history.partitions().get("p").fate()).isEqualTo(Fate.TO_BE_DROPPED);
    String kind = " of the journal is PARTITION_";
    assertThat(history.contradictions().first())
        .containsExactly(
            "statement 1"
                + kind
                + "DROPPED of partition stranger, and no statement says that"
                + " there is one",
            "statement 3"
                + kind
                + "DETACHED of partition p, and no statement says that it is to"
                + " be dropped",
            "statement 5"
                + kind
                + "DROPPED of partition p, and statement 4 says that it was"
                + " dropped before",
            "statement 6"
                + kind
                + "DROP_INTENDED of partition p, and statement 5 says that it was"
                + " dropped before",
            "statement 8"
                + kind
                + "DROPPED of partition q, and statement 7 says FOR VALUES FROM"
                + " ('2026-05-01 00:00:00+00') TO ('2026-05-03 00:00:00+00')",
            "statement 12"
                + kind
                + "DROPPED of partition r, and drop record 1 was repeated before");
  }

  @Test
  void what_is_dropped_is_what_was_to_be_dropped() {
    PartitionDrop drop = Said.drop("p");
    said.created("p").intended("p");
    Instant noon = Said.FIRST.plusSeconds(43_200);
    said.say(
        Kind.PARTITION_DROPPED,
        new PartitionDrop(
                "p",
                drop.from(),
                drop.to(),
                new PartitionContents(1, Optional.of(noon), Optional.of(noon), Digest.ZERO),
                drop.archive(),
                drop.evidence(),
                drop.plan(),
                drop.policy(),
                0)
            .toBody());
    assertThat(history.contradictions().first())
        .containsExactly(
            "statement 3 of the journal is PARTITION_DROPPED of partition p, and it held something"
                + " else when it was to be dropped");
    // Only who signs has said what it was to hold.
    said.created("p").intended("p").unwitnessed("p", 1);
    assertThat(history.contradictions().total()).isEqualTo(1);
  }

  @Test
  void without_the_buffer_there_are_no_partitions() {
    said.created("p").incident("schema of ledger", Said.gone("3"));
    said.incident("schema of control", Said.gone("2"));
    assertThat(history.partitions()).hasSize(1);
    said.incident("schema of ledger", Said.gone("2"));
    assertThat(history.partitions()).isEmpty();
    said.created("p").say(Kind.MIGRATION_REVERTED, reverted("control", "2"));
    said.say(Kind.MIGRATION_REVERTED, reverted("ledger", "3"));
    assertThat(history.partitions()).hasSize(1);
    said.say(Kind.MIGRATION_REVERTED, reverted("ledger", "2"));
    assertThat(history.partitions()).isEmpty();
  }

  @Test
  void an_incident_tells_which_drop_record_it_is_about() {
    said.incident("partition p", CanonicalJson.members(Map.of("drop_number", new Whole(7))));
    said.incident("partition p", CanonicalJson.members(Map.of("drop_number", new Text("8"))));
    assertThat(history.journalledDrops()).containsExactly(7L);
  }

  @Test
  void the_last_retention_counts() {
    said.retention("a", 30).retention("b", 7).retention("a", 90);
    assertThat(history.retentions()).containsExactly(Map.entry("a", 90), Map.entry("b", 7));
  }

  @Test
  void a_hold_is_in_force_until_it_is_released() {
    said.held("two").held("one");
    assertThat(history.holds())
        .extracting(hold -> hold.placed().hold())
        .containsExactly("one", "two");
    assertThat(history.hold("one").orElseThrow().position()).isEqualTo(2);
    said.released("two");
    assertThat(history.holds()).extracting(hold -> hold.placed().hold()).containsExactly("one");
    said.held("two");
    assertThat(history.holds()).hasSize(2);
    assertThat(history.contradictions().first()).isEmpty();
  }

  @Test
  void of_two_holds_of_one_name_each_has_to_be_released() {
    said.held("a").held("a").released("a");
    assertThat(history.holds()).extracting(Hold::position).containsExactly(2L);
    said.released("a").released("a");
    assertThat(history.holds()).isEmpty();
    assertThat(history.contradictions().first())
        .containsExactly(
            "statement 2 of the journal is a hold under a name that is in force: a",
            "statement 5 of the journal is the release of a hold that is not in force: a");
  }

  @Test
  void that_the_ledger_was_restored_is_remembered() {
    assertThat(history.restored()).isEmpty();
    said.created("p").restored().created("q");
    assertThat(history.restored()).hasValue(2);
  }

  @Test
  void what_does_not_stand_says_nothing() {
    Members body = Said.drop("p").toBody();
    said.say(Kind.PARTITION_DROPPED, body, new Standing.Refused(refusal()));
    assertThat(history.partitions()).isEmpty();
    history.accept(
        new JournalEntry(1, Optional.empty(), new Standing.SignedByUnknownKey(List.of())));
    assertThat(history.partitions()).isEmpty();
    assertThat(history.contradictions().first()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_named() {
    said.created("p");
    Map<String, CanonicalJson> members = new TreeMap<>(Said.drop("p").toBody().values());
    members.put("policy", CanonicalJson.members(Map.of()));
    said.say(Kind.PARTITION_DROPPED, CanonicalJson.members(members));
    assertThat(history.partitions().get("p").fate()).isEqualTo(Fate.ATTACHED);
    assertThat(history.contradictions().first())
        .containsExactly(
            "statement 2 of the journal is PARTITION_DROPPED that cannot be: it is no drop:"
                + " \"decided_by\" is missing");
  }

  private void assertRecord(
      Fate fate, boolean attached, Optional<PartitionDrop> intended, Optional<Instant> detachedAt) {
    assertThat(history.partitions().get("p"))
        .isEqualTo(
            new PartitionRecord(
                "p",
                said.position(),
                Said.DAY,
                Optional.of(Said.FIRST),
                Optional.of(Said.SECOND),
                fate,
                intended,
                detachedAt));
    assertThat(history.mayBeAttached("p", Said.DAY)).isEqualTo(attached);
  }

  private static JournalDefect refusal() {
    return new JournalDefect(1, JournalDefect.Code.MISSING, "is missing");
  }

  private static Members reverted(String set, String version) {
    Text digest = new Text(Digest.ZERO.hex());
    Map<String, CanonicalJson> body = new TreeMap<>();
    for (String name :
        List.of(
            "fingerprint_after",
            "fingerprint_before",
            "posture_after",
            "script_sha256",
            "set_sum")) {
      body.put(name, digest);
    }
    body.put("description", new Text("d"));
    body.put("evidence", CanonicalJson.members(Map.of()));
    body.put("head", CanonicalJson.members(Map.of("hash", digest, "sequence", new Whole(0))));
    body.put("lock_milliseconds", new Whole(0));
    body.put("server_version", new Text("18"));
    body.put("set", new Text(set));
    body.put("statement_milliseconds", new Whole(0));
    body.put("version", new Text(version));
    return CanonicalJson.members(body);
  }
}
