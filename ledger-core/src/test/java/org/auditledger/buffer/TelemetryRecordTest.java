package org.auditledger.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line is a record, or it says which member is wrong. */
class TelemetryRecordTest {

  private static final String WHOLE =
      "{\"tenant_id\":\"acme\",\"subject\":\"stack-1\",\"telemetry_id\":\"t-1\","
          + "\"telemetry_ts\":\"2026-11-20T08:00:00.25+01:00\",\"measurement\":{\"b\":1.0,\"a\":[]}}";

  private static TelemetryRecord parse(String line) {
    return TelemetryRecord.parse(line.getBytes(UTF_8));
  }

  @Test
  void a_whole_record_is_read() {
    TelemetryRecord record = parse(WHOLE);
    assertThat(record.tenantId()).isEqualTo("acme");
    assertThat(record.subject()).isEqualTo("stack-1");
    assertThat(record.telemetryId()).isEqualTo("t-1");
    assertThat(record.time()).isEqualTo(Instant.parse("2026-11-20T07:00:00.25Z"));
    assertThat(record.micros()).isEqualTo(848_473_200_250_000L);
    // SHA-256 of {"a":[],"b":1.0}
    assertThat(record.measurementHash().hex())
        .isEqualTo("97103cb97ed1d393912c6ff79e7f75b921660f8e109183e7d629896d0461dc90");
    assertThat(parse(WHOLE.replace("\"tenant_id\":\"acme\",", "")).tenantId()).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"stack-1\"|1|subject is no string",
        "\"stack-1\"|\"\"|subject is empty",
        "\"stack-1\"|null|subject is no string",
        "\"subject\":\"stack-1\",||subject is missing",
        "\"acme\"|\"\"|tenant_id is empty",
        "\"telemetry_id\":\"t-1\",||telemetry_id is missing",
        "2026-11-20T08:00:00.25+01:00|yesterday|telemetry_ts is no time with an offset",
        "2026-11-20T08:00:00.25+01:00|2026-11-20T08:00:00|telemetry_ts is no time with an offset",
        "2026-11-20T08:00:00.25+01:00|2026-02-30T08:00:00Z|telemetry_ts is no time",
        "2026-11-20T08:00:00.25|2026-11-20T08:00:00.0000001|more than six digits",
        "2026-11-20T08:00:00.25+01:00|-2026-11-20T08:00:00Z|not within the years 0001 to 9999",
        "{\"b\":1.0,\"a\":[]}|[]|measurement is no JSON object",
        "{\"b\":1.0,\"a\":[]}|{\"b\":1,\"b\":2}|a second member \"b\"",
        "{\"b\":1.0,\"a\":[]}|{\"b\":NaN}|no JSON value",
        "\"subject\"|\"id\":1,\"subject\"|\"id\" is no member of a record: measurement,",
        "\"subject\"|\"received_ts\":\"x\",\"subject\"|\"received_ts\" is no member",
        "\"subject\"|\"measurement_hash\":\"00\",\"subject\"|measurement_hash is 00, computed ",
        "\"subject\"|\"measurement_hash\":7,\"subject\"|measurement_hash is no string",
        "}}|}}}|something after the end",
        "}}|}|no } at byte",
      })
  void what_is_wrong_is_said(String part, String instead, String why) {
    String line = WHOLE.replace(part, instead == null ? "" : instead);
    assertThat(line).isNotEqualTo(WHOLE);
    assertThatThrownBy(() -> parse(line))
        .as(line)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_is_no_object_is_no_record() {
    for (String line : new String[] {"[]", "1", "null", "\"x\""}) {
      assertThatThrownBy(() -> parse(line)).hasMessageContaining("no JSON object");
    }
    assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TelemetryRecord.parse(new byte[] {(byte) 0xff}))
        .hasMessageContaining("UTF-8");
  }
}
