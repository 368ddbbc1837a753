package org.auditledger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kind's record makes of the vector of its kind, and makes again. */
class BodiesTest {

  @Test
  void what_is_read_from_a_body_is_written_as_it_was() throws IOException {
    KeyRegistered key = KeyRegistered.of(WrittenJournal.key(1).publicKey());
    assertThat(value(KeyRegistered.read(new LedgerName("a"), key.toBody()))).isEqualTo(key);
    Members retired = body(Kind.KEY_RETIRED);
    assertThat(value(KeyRetired.read(retired)).toBody()).isEqualTo(retired);
    Members sealed = body(Kind.CHECKPOINT);
    assertThat(value(EntriesSealed.read(sealed)).toBody()).isEqualTo(sealed);
    Members created = body(Kind.PARTITION_CREATED);
    assertThat(value(PartitionCreated.read(created)).toBody()).isEqualTo(created);
    Members set = body(Kind.TENANT_RETENTION_SET);
    assertThat(value(TenantRetentionSet.read(set)).toBody()).isEqualTo(set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"statements.jsonl", "retention.jsonl"})
  void so_it_is_with_each_that_is_about_retention(String vectors) throws IOException {
    int read = 0;
    for (String line : StatementTest.resource(vectors).lines().toList()) {
      Statement statement = statement(line);
      Members body = statement.body();
      Members again =
          switch (statement.kind()) {
            case HOLD_PLACED -> value(HoldPlaced.read(body)).toBody();
            case HOLD_RELEASED -> HoldReleased.read(body).toBody();
            case PARTITION_DETACHED -> value(PartitionDetached.read(body)).toBody();
            case PARTITION_DROP_INTENDED, PARTITION_DROPPED ->
                value(PartitionDrop.read(statement.kind(), body)).toBody();
            default -> CanonicalJson.members(Map.of());
          };
      if (!again.values().isEmpty()) {
        assertThat(again).isEqualTo(body);
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(5);
  }

  @Test
  void a_hold_and_a_drop_are_what_their_vectors_say() throws IOException {
    Optional<Instant> open = Optional.empty();
    assertThat(value(HoldPlaced.read(body(Kind.HOLD_PLACED))))
        .isEqualTo(
            new HoldPlaced(
                "case-7",
                "litigation",
                Optional.of("default"),
                Optional.of("stack-0"),
                time("2026-05-01T00:00:00Z"),
                time("2026-06-01T00:00:00Z"),
                time("2027-01-01T00:00:00Z")));
    PartitionDrop drop =
        value(PartitionDrop.read(Kind.PARTITION_DROPPED, body(Kind.PARTITION_DROPPED)));
    assertThat(drop.contents().rows()).isEqualTo(24);
    assertThat(drop.contents().last()).isEqualTo(time("2026-05-01T23:59:59.999999Z"));
    assertThat(drop.archive().orElseThrow().name())
        .isEqualTo("telemetry_buffer_2026_05_01.archive");
    assertThat(drop.holdsChecked()).isEqualTo(2);
    OptionalLong none = OptionalLong.empty();
    assertThat(drop.policy()).isEqualTo(new DropPolicy("default", 30, none, none, none));
    List<String> lines = StatementTest.resource("retention.jsonl").lines().toList();
    assertThat(value(HoldPlaced.read(statement(lines.get(0)).body())))
        .isEqualTo(
            new HoldPlaced(
                "everything",
                "an inspection",
                Optional.empty(),
                Optional.empty(),
                open,
                open,
                open));
    assertThat(
            value(PartitionDrop.read(Kind.PARTITION_DROP_INTENDED, statement(lines.get(2)).body()))
                .policy())
        .isEqualTo(
            new DropPolicy("north", 400, OptionalLong.of(365), OptionalLong.of(604_800), none));
    PartitionDrop unwitnessed =
        value(PartitionDrop.read(Kind.PARTITION_DROPPED, statement(lines.get(4)).body()));
    assertThat(unwitnessed.policy())
        .isEqualTo(new DropPolicy("default", 30, none, none, OptionalLong.of(3)));
    assertThat(unwitnessed.evidence()).isEqualTo(PartitionDrop.UNWITNESSED);
    assertThat(unwitnessed.contents().first()).isEmpty();
  }

  @Test
  void a_hold_covers_its_first_and_its_last_moment() {
    Instant from = Instant.parse("2026-05-01T00:00:00Z");
    Instant to = Instant.parse("2026-05-02T00:00:00Z");
    HoldPlaced hold = hold(Optional.of(from), Optional.of(to), Optional.of(to));
    assertThat(hold.covers(from.minusSeconds(9), from)).isFalse();
    assertThat(hold.covers(from.minusSeconds(9), from.plusNanos(1000))).isTrue();
    assertThat(hold.covers(to, to.plusSeconds(9))).isTrue();
    assertThat(hold.covers(to.plusNanos(1000), to.plusSeconds(9))).isFalse();
    Optional<Instant> open = Optional.empty();
    assertThat(hold(open, Optional.of(to), open).covers(Instant.MIN, from)).isTrue();
    assertThat(hold(Optional.of(from), open, open).covers(to, Instant.MAX)).isTrue();
    assertThat(hold.hasExpired(to.minusNanos(1000))).isFalse();
    assertThat(hold.hasExpired(to)).isTrue();
    assertThat(hold(open, open, open).hasExpired(Instant.MAX)).isFalse();
  }

  private static HoldPlaced hold(
      Optional<Instant> from, Optional<Instant> to, Optional<Instant> expires) {
    return new HoldPlaced("h", "r", Optional.empty(), Optional.empty(), from, to, expires);
  }

  private static Optional<Instant> time(String text) {
    return Optional.of(Instant.parse(text));
  }

  private static Statement statement(String line) {
    return ((StatementReading.Read) Statement.read(line.getBytes(UTF_8))).statement();
  }

  @Test
  void what_is_read_is_what_the_vector_says() throws IOException {
    KeyRetired retired = value(KeyRetired.read(body(Kind.KEY_RETIRED)));
    assertThat(retired.purpose()).isEqualTo(KeyPurpose.TRANSCRIPT);
    assertThat(retired.entriesSize()).isEqualTo(120);
    assertThat(retired.journalSize()).isEqualTo(6);
    assertThat(value(EntriesSealed.read(body(Kind.CHECKPOINT))).size()).isEqualTo(120);
    assertThat(value(PartitionCreated.read(body(Kind.PARTITION_CREATED))))
        .isEqualTo(
            new PartitionCreated(
                "telemetry_buffer_2026_05_01",
                Instant.parse("2026-05-01T00:00:00Z"),
                Instant.parse("2026-05-02T00:00:00Z"),
                false));
    assertThat(value(TenantRetentionSet.read(body(Kind.TENANT_RETENTION_SET))))
        .isEqualTo(new TenantRetentionSet("default", 90, OptionalLong.of(30), true));
    Members first = new TenantRetentionSet("a", 1, OptionalLong.empty(), false).toBody();
    assertThat(first.find("previous_days")).isEmpty();
    assertThat(Kind.TENANT_RETENTION_SET.defect(first)).isEmpty();
  }

  @Test
  void values_that_fit_the_shape_and_mean_nothing_are_malformed() throws IOException {
    for (String time :
        new String[] {
          "2026-02-30T00:00:00.000000Z",
          "2026-05-01T24:00:00.000000Z",
          "2026-05-01T00:00:60.000000Z",
          "0000-05-01T00:00:00.000000Z",
          "2026-05-02T00:00:00.000000Z"
        }) {
      Members body = with(body(Kind.PARTITION_CREATED), "from", new Text(time));
      assertThat(PartitionCreated.read(body)).as(time).isInstanceOf(Parsed.Malformed.class);
    }
    for (long days : new long[] {0, 1L << 31}) {
      Members body = with(body(Kind.TENANT_RETENTION_SET), "days", new Whole(days));
      assertThat(TenantRetentionSet.read(body)).isInstanceOf(Parsed.Malformed.class);
    }
    Members drop = body(Kind.PARTITION_DROPPED);
    Text late = new Text("2026-05-03T00:00:00.000000Z");
    for (Members wrong :
        List.of(
            with(drop, "evidence", new Text("planned")),
            with(drop, "from", late),
            with(drop, "first", late),
            with(drop, "first", new Text("2026-02-30T00:00:00.000000Z")),
            with(drop, "rows", new Whole(0)),
            with(drop, "policy", CanonicalJson.members(Map.of("decided_by", new Text("a")))),
            without(drop, "last"),
            without(drop, "archive"),
            without(drop, "archive_sha256"))) {
      assertThat(PartitionDrop.read(Kind.PARTITION_DROPPED, wrong))
          .as(wrong.toString())
          .isInstanceOf(Parsed.Malformed.class);
    }
    assertThat(PartitionDetached.read(with(body(Kind.PARTITION_DETACHED), "from", late)))
        .isInstanceOf(Parsed.Malformed.class);
    assertThat(
            HoldPlaced.read(
                with(body(Kind.HOLD_PLACED), "from", new Text("2026-06-01T00:00:00.000001Z"))))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void the_body_of_another_kind_is_a_mistake_of_the_caller() throws IOException {
    Members checkpoint = body(Kind.CHECKPOINT);
    assertThatThrownBy(() -> KeyRetired.read(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KEY_RETIRED");
  }

  @Test
  void a_record_that_no_statement_could_say_cannot_be_made() {
    Instant time = Instant.parse("2026-05-01T00:00:00Z");
    assertThatThrownBy(() -> new PartitionCreated("p", time, time, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartitionCreated("p", time, time.plusNanos(1), false).toBody())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TenantRetentionSet("t", 0, OptionalLong.empty(), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EntriesSealed(-1, Digest.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeyRetired(KeyPurpose.NOTE, "sha256:", 1, 1, "r"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void times_are_written_as_statements_have_them() {
    for (String text :
        new String[] {"0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"}) {
      assertThat(JournalTime.text(JournalTime.read(text).orElseThrow())).isEqualTo(text);
    }
  }

  private static Members body(Kind kind) throws IOException {
    String line =
        StatementTest.lines().stream()
            .filter(vector -> vector.contains("\"kind\":\"" + kind + "\""))
            .findFirst()
            .orElseThrow();
    return ((StatementReading.Read) Statement.read(line.getBytes(UTF_8))).statement().body();
  }

  private static Members with(Members body, String name, CanonicalJson value) {
    var changed = new TreeMap<>(body.values());
    changed.put(name, value);
    return new Members(changed);
  }

  private static Members without(Members body, String name) {
    var changed = new TreeMap<>(body.values());
    changed.remove(name);
    return new Members(changed);
  }

  private static <T> T value(Parsed<T> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value<T>) parsed).value();
  }
}
