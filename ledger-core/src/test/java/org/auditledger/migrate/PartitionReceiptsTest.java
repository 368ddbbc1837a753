package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.junit.jupiter.api.Test;

/** What becomes of a partition is what the last statement about it says. */
class PartitionReceiptsTest {

  private static final String ZEROS = "0".repeat(64);
  private static final String DAY =
      "FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-05-02 00:00:00+00')";

  private final PartitionReceipts receipts = new PartitionReceipts();
  private long position;

  @Test
  void bounds_are_those_that_the_server_prints() {
    created("whole", "2026-05-01T00:00:00.000000Z", "2026-05-02T00:00:00.000000Z");
    created("odd", "2026-05-01T10:20:30.500000Z", "2026-05-02T00:00:00.000001Z");
    assertThat(receipts.byName().get("whole").bound()).isEqualTo(DAY);
    assertThat(receipts.byName().get("odd").bound())
        .isEqualTo(
            "FOR VALUES FROM ('2026-05-01 10:20:30.5+00') TO ('2026-05-02 00:00:00.000001+00')");
    assertThat(receipts.isAttached("whole", DAY)).isTrue();
    assertThat(receipts.isAttached("odd", DAY)).isFalse();
    assertThat(receipts.isAttached("other", DAY)).isFalse();
  }

  @Test
  void an_adoption_names_those_that_it_found() {
    String open = "FOR VALUES FROM (MINVALUE) TO ('2026-05-01 00:00:00+00')";
    accept(
        Kind.LEDGER_ADOPTED,
        adopted("early " + open, "a DEFAULT FOR VALUES day " + DAY, "rest DEFAULT"));
    assertThat(receipts.byName().keySet())
        .containsExactly("a DEFAULT FOR VALUES day", "early", "rest");
    assertThat(receipts.isAttached("early", open)).isTrue();
    assertThat(receipts.isAttached("a DEFAULT FOR VALUES day", DAY)).isTrue();
    assertThat(receipts.isAttached("rest", "DEFAULT")).isTrue();
  }

  @Test
  void the_last_statement_counts() {
    created("p", "2026-05-01T00:00:00.000000Z", "2026-05-02T00:00:00.000000Z");
    assertFate(PartitionReceipts.Fate.ATTACHED);
    accept(Kind.PARTITION_DROP_INTENDED, dropped("planned"));
    assertFate(PartitionReceipts.Fate.TO_BE_DROPPED);
    assertThat(receipts.isAttached("p", DAY)).isTrue();
    accept(
        Kind.PARTITION_DETACHED,
        CanonicalJson.members(Map.of("from", time(1), "partition", new Text("p"), "to", time(2))));
    assertFate(PartitionReceipts.Fate.GONE);
    assertThat(receipts.isAttached("p", DAY)).isFalse();
    created("p", "2026-05-01T00:00:00.000000Z", "2026-05-02T00:00:00.000000Z");
    assertFate(PartitionReceipts.Fate.ATTACHED);
    accept(Kind.PARTITION_DROPPED, dropped("archived"));
    assertFate(PartitionReceipts.Fate.GONE);
    accept(Kind.PARTITION_DROPPED, dropped("unwitnessed"));
    assertFate(PartitionReceipts.Fate.GONE_UNWITNESSED);
  }

  @Test
  void without_the_buffer_there_are_none() {
    created("p", "2026-05-01T00:00:00.000000Z", "2026-05-02T00:00:00.000000Z");
    incident("schema of ledger", "3");
    incident("schema of control", "2");
    assertThat(receipts.byName()).hasSize(1);
    incident("schema of ledger", "2");
    assertThat(receipts.byName()).isEmpty();
  }

  @Test
  void what_does_not_stand_says_nothing() {
    Statement statement = statement(Kind.PARTITION_DROPPED, dropped("archived"));
    receipts.accept(new JournalEntry(1, Optional.empty(), unknown()));
    assertThat(receipts.byName()).isEmpty();
    receipts.accept(new JournalEntry(1, Optional.of(statement), unknown()));
    assertThat(receipts.byName()).hasSize(1);
  }

  private void assertFate(PartitionReceipts.Fate fate) {
    assertThat(receipts.byName().get("p"))
        .isEqualTo(new PartitionReceipts.Receipt(position, DAY, fate));
  }

  private void created(String name, String from, String to) {
    accept(
        Kind.PARTITION_CREATED,
        CanonicalJson.members(
            Map.of(
                "from", new Text(from),
                "observed", new Flag(false),
                "partition", new Text(name),
                "to", new Text(to))));
  }

  private void incident(String object, String gone) {
    accept(
        Kind.INCIDENT,
        CanonicalJson.members(
            Map.of(
                "details",
                CanonicalJson.members(Map.of("gone", new Sequence(List.of(new Text(gone))))),
                "object",
                new Text(object),
                "what",
                new Text("found"))));
  }

  private static Members dropped(String evidence) {
    Map<String, CanonicalJson> body = new TreeMap<>();
    body.put("digest", new Text(ZEROS));
    body.put("evidence", new Text(evidence));
    body.put("from", time(1));
    body.put("holds_checked", new Whole(0));
    body.put("partition", new Text("p"));
    body.put("plan", new Text(ZEROS));
    body.put("policy", CanonicalJson.members(Map.of()));
    body.put("rows", new Whole(0));
    body.put("to", time(2));
    return CanonicalJson.members(body);
  }

  private static Members adopted(String... partitions) {
    Map<String, CanonicalJson> body = new TreeMap<>();
    body.put(
        "database",
        CanonicalJson.members(Map.of("oid", new Whole(5), "system_identifier", new Text("7"))));
    body.put("entries_root", new Text(ZEROS));
    body.put("fingerprint", new Text(ZEROS));
    body.put(
        "head", CanonicalJson.members(Map.of("hash", new Text(ZEROS), "sequence", new Whole(0))));
    body.put("note_key", new Text("key"));
    body.put(
        "partitions",
        new Sequence(List.of(partitions).stream().map(p -> (CanonicalJson) new Text(p)).toList()));
    body.put("schema_versions", new Sequence(List.of()));
    body.put("server_version", new Text("18"));
    body.put("state", new Text("v0.2"));
    body.put("unchecked", new Sequence(List.of()));
    return CanonicalJson.members(body);
  }

  private static Text time(int day) {
    return new Text("2026-05-0" + day + "T00:00:00.000000Z");
  }

  private void accept(Kind kind, Members body) {
    position++;
    receipts.accept(new JournalEntry(position, Optional.of(statement(kind, body)), unknown()));
  }

  private Statement statement(Kind kind, Members body) {
    return new Statement(
        new LedgerName("plant/one"),
        Math.max(1, position),
        Digest.ofHex(ZEROS),
        kind,
        "2026-05-03T00:00:00.000000Z",
        new Actor("owner", "db-1", "operator", "test"),
        body);
  }

  private static Standing unknown() {
    return new Standing.SignedByUnknownKey(List.of());
  }
}
