package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;

/** Whoever tampers chooses what stands in the rows, but not how much is kept or shown of it. */
class AccountBoundsTest {

  private static final int SIGNED = 122;

  private static final Entries LEDGER = Entries.of(LegacyVectors.entriesOfV30());

  @Test
  void a_finding_says_what_and_why_and_what_next_and_obeys_nobody() {
    Entries tampered = entries().set(SIGNED, "verifier_status", "\u001b[2J" + "x".repeat(5000));
    Finding finding = account(tampered).findings().first().get(0);
    assertThat(finding.what()).startsWith("entry 122: verifier_status is \"\uFFFD[2Jxxx");
    assertThat(finding.what()).hasSizeLessThan(500).doesNotContain("\u001b");
    assertThat(finding.why()).isNotBlank();
    assertThat(finding.next()).contains("backup");
  }

  @Test
  void a_value_is_quoted_whole_or_is_said_to_go_on() {
    for (int length : new int[] {79, 80, 81}) {
      String value = "x".repeat(length);
      Entries tampered = entries().set(SIGNED, "verifier_status", value);
      assertThat(account(tampered).findings().first().get(0).detail())
          .startsWith(
              "verifier_status is \""
                  + (length > 80 ? "x".repeat(80) + "\"..., " : value + "\", "));
    }
  }

  @Test
  void what_looks_like_a_hash_and_is_none_is_a_finding_and_stops_nobody() {
    for (String digit : List.of("A", "F", "g", "/", ":", "`")) {
      String rest = "0".repeat(63);
      for (String none : List.of(digit + rest, rest + digit)) {
        assertThat(Judged.findings(entries().set(SIGNED, "envelope_hash", "sha256:" + none)))
            .as(none)
            .containsExactly("ENVELOPE_HASH_WRONG 122 envelope_hash");
      }
    }
  }

  @Test
  void too_many_preimages_are_not_checked() {
    StringBuilder zeros = new StringBuilder("{\"zeros\": [0.0");
    zeros.append(", 0.0".repeat(13)).append("]}");
    Entries tampered =
        entries()
            .set(SIGNED, "envelope_json", zeros.toString())
            .set(SIGNED, "verifier_status", null);
    EntriesAccount account = account(tampered);
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked())
        .containsExactly(
            new Unchecked(
                Unchecked.Reason.TOO_MANY_PREIMAGES, "envelope_json", 1, OptionalLong.of(122)));
  }

  @Test
  void an_answer_with_too_many_preimages_is_not_checked_and_its_signature_is() {
    Entries tampered =
        entries().replace(SIGNED, "transcript_json", "[1.0, ", "[0.0, " + "0.0, ".repeat(13));
    EntriesAccount account = account(tampered);
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked())
        .containsExactly(
            new Unchecked(
                Unchecked.Reason.TOO_MANY_PREIMAGES,
                "transcript_json.response_canonical",
                1,
                OptionalLong.of(122)));
    String signature = String.valueOf(entries().get(SIGNED, "transcript_signature"));
    String other = String.valueOf(entries().get(SIGNED + 1, "transcript_signature"));
    tampered
        .set(SIGNED, "transcript_signature", other)
        .replace(SIGNED, "transcript_json", signature, other);
    assertThat(Judged.findings(tampered))
        .containsExactly("SIGNATURE_INVALID 122 transcript_signature");
  }

  @Test
  void a_ledger_in_which_everything_is_wrong_needs_no_memory_for_it() {
    Entries entries = Entries.of(LegacyVectors.entriesOfV01());
    EntryChecks checks =
        new EntryChecks(entries.layout(), Judged.ANCESTORS_KEYS, LeafConsumer.NONE);
    for (int round = 0; round < 40; round++) {
      entries.forEach(checks::accept);
    }
    EntriesAccount account = checks.account();
    assertThat(account.rows()).isEqualTo(4800);
    assertThat(account.findings().total()).isEqualTo(39);
    for (int place = 1; place <= 120; place++) {
      entries.set(place, "rule_id", "x").set(place, "sequence_number", null);
    }
    EntryChecks all = new EntryChecks(entries.layout(), Judged.ANCESTORS_KEYS, LeafConsumer.NONE);
    for (int round = 0; round < 40; round++) {
      entries.forEach(all::accept);
    }
    assertThat(all.account().findings().total()).isEqualTo(4800);
    assertThat(all.account().findings().first()).hasSize(1000);
    assertThat(all.account().head()).isEmpty();
  }

  @Test
  void keys_beyond_the_first_hundred_are_counted_as_others() {
    Tally tally = new Tally();
    for (int i = 0; i < 300; i++) {
      tally.add(Unchecked.Reason.UNKNOWN_KEY, "key " + i, OptionalLong.of(i + 1));
    }
    List<Unchecked> counted = tally.build();
    assertThat(counted).hasSize(101);
    assertThat(counted.get(100))
        .isEqualTo(
            new Unchecked(Unchecked.Reason.UNKNOWN_KEY, "others", 200, OptionalLong.of(101)));
  }

  @Test
  void runs_of_schema_versions_are_told_apart() {
    Entries entries =
        Entries.of(LegacyVectors.entriesOfV02())
            .set(1, "schema_version", null)
            .set(100, "schema_version", "0.1.0")
            .set(120, "schema_version", "9".repeat(200));
    EntriesAccount account = account(entries);
    assertThat(account.runs().first())
        .containsExactly(
            new VersionRun(1, 1, null),
            new VersionRun(2, 99, "0.2.0"),
            new VersionRun(100, 100, "0.1.0"),
            new VersionRun(101, 119, "0.2.0"),
            new VersionRun(120, 120, "9".repeat(80)));
    assertThat(account.findings().total()).isZero();
  }

  private static Entries entries() {
    return LEDGER.first(130);
  }

  private static EntriesAccount account(Entries entries) {
    return Judged.account(entries, Judged.ANCESTORS_KEYS);
  }
}
