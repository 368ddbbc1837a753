package org.auditledger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.junit.jupiter.api.Test;

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

  private static Members with(
      Members body, String name, org.auditledger.canonical.CanonicalJson value) {
    var changed = new java.util.TreeMap<>(body.values());
    changed.put(name, value);
    return new Members(changed);
  }

  private static <T> T value(Parsed<T> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value<T>) parsed).value();
  }
}
