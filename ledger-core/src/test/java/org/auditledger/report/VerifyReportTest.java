package org.auditledger.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.NoteSignature;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report is its bytes: it is read as it was written, and anything else is none. */
class VerifyReportTest {

  private static final NoteSigner ALICE = Reports.signer("auditor/alice", 7);
  private static final TrustedKeys TRUSTED = TrustedKeys.of(ALICE.verifier());
  private static final List<NoteSignature> ANYBODY = Reports.broken().sign(ALICE).signatures();

  @Test
  void the_vector_is_what_is_written_and_what_is_read() throws IOException {
    VerifierKey alice = VerifierKey.parse(resource("auditor.vkey").strip()).orThrow("the vector");
    assertThat(alice).isEqualTo(ALICE.verifier());
    String vector = resource("verify-report.note");
    assertThat(Reports.broken().sign(ALICE).encoded()).isEqualTo(vector);
    assertThat(vector).startsWith(VerifyReport.BEGINNING);
    SignedNote note = note(vector);
    assertThat(note.verify(TrustedKeys.of(alice))).isInstanceOf(NoteOutcome.Verified.class);
    assertThat(VerifyReport.read(note)).isEqualTo(new Parsed.Value<>(Reports.broken()));
  }

  @Test
  void any_bit_that_is_flipped_is_noticed() {
    VerifyReport report = Reports.empty(new GivenScope.Whole(), false, sound(), 0);
    byte[] bytes = report.sign(ALICE).encoded().getBytes(UTF_8);
    int accepted = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      if (SignedNote.parse(bytes) instanceof Parsed.Value<SignedNote> note
          && note.value().verify(TRUSTED) instanceof NoteOutcome.Verified<String>) {
        accepted++;
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(accepted).isZero();
    assertThat(note(new String(bytes, UTF_8)).verify(TRUSTED))
        .isInstanceOf(NoteOutcome.Verified.class);
  }

  /** Without the signature to notice it: what is read as a report is that report, or another. */
  @Test
  void any_bit_that_is_flipped_before_signing_is_another_report_or_none() {
    VerifyReport genuine = Reports.broken();
    byte[] bytes = genuine.text().getBytes(UTF_8);
    int others = 0;
    // One of every byte, and not always the same one.
    for (int bit = 0; bit < 8 * (bytes.length - 1); bit += 7) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      String text = new String(bytes, UTF_8);
      if (text.chars().allMatch(c -> c >= ' ' || c == '\n')
          && read(text) instanceof Parsed.Value<VerifyReport> read) {
        assertThat(read.value()).as("bit %d", bit).isNotEqualTo(genuine);
        assertThat(read.value().text()).isEqualTo(text);
        others++;
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(others).as("words of which a letter was changed").isPositive();
  }

  @Test
  void what_there_is_none_of_has_no_member() {
    VerifyReport least = Reports.empty(new GivenScope.Whole(), false, sound(), 0);
    assertThat(least.text())
        .isEqualTo(
            "{\"_form\":\"audit-ledger/verify-report/1\",\"actor\":{\"database_role\":\"a\","
                + "\"host\":\"b\",\"os_user\":\"c\",\"tool\":\"d\"},"
                + "\"at\":\"1970-01-01T00:00:00.000000Z\","
                + "\"conclusion\":\"proven: there are no entries\",\"exit\":0,\"found\":{"
                + "\"areas\":["
                + area("chain")
                + ","
                + area("content")
                + ","
                + area("history")
                + ","
                + area("posture")
                + "],\"entries\":0,\"evidence_used\":true,\"first\":1,\"unchecked\":[],"
                + "\"verdicts\":{}},\"given\":{\"note_keys\":[],\"scope\":{\"kind\":\"whole\"},"
                + "\"second_opinion\":false,\"strict\":false,\"transcript_keys\":[]},"
                + "\"milliseconds\":0}\n");
    assertThat(read(least.text())).isEqualTo(new Parsed.Value<>(least));
  }

  private static String area(String name) {
    return "{\"area\":\""
        + name
        + "\",\"findings\":0,\"first\":[],\"not_checked\":[],\"verdict\":\"pass\"}";
  }

  @Test
  void a_part_says_which() {
    for (GivenScope.Part part :
        List.of(
            new GivenScope.Part(3, OptionalLong.of(9)),
            new GivenScope.Part(3, OptionalLong.empty()))) {
      VerifyReport report = Reports.empty(part, false, sound(), 0);
      assertThat(report.text())
          .contains(
              part.last().isPresent()
                  ? "\"scope\":{\"from\":3,\"kind\":\"part\",\"to\":9}"
                  : "\"scope\":{\"from\":3,\"kind\":\"part\"}");
      assertThat(read(report.text())).isEqualTo(new Parsed.Value<>(report));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A foreign member, another order, another spelling.
        "{\"_form\" | {\"Form\":1,\"_form\" | more than a report has",
        "\"strict\":true | \"stricter\":1,\"strict\":true | not one line of canonical JSON",
        "\"position\":14 | \"position\":14,\"size\":14 | more than a report has",
        "{\"CLEAR\":800,\"FLAG\":40, | {\"FLAG\":40,\"CLEAR\":800, | canonical",
        "verify-report/1 | verify-report/2 | more than a report has",
        // Members that are missing, of another kind, or out of their range.
        "\"milliseconds\":1250 | \"minutes\":1 | \"milliseconds\" is missing",
        "\"milliseconds\":1250 | \"milliseconds\":\"1250\" | \"milliseconds\" is of another kind",
        "\"milliseconds\":1250 | \"milliseconds\":-1 | \"milliseconds\" is -1",
        "05.250000Z | 05.25Z | \"at\" is no time",
        "2026-11-26T | 2026-02-31T | \"at\" is no time",
        "\"host\":\"desk-1\" | \"host\":1 | \"actor\" is nobody",
        "acme/plant-1\",\"mill | Plant 1\",\"mill | a ledger's name is",
        "\"kind\":\"whole\" | \"kind\":\"half\" | \"scope\" is of no kind",
        "\"area\":\"content\" | \"area\":\"chain\" | each area once, in their order",
        "\"area\":\"content\" | \"area\":\"form\" | \"area\" is none of the four",
        "\"verdict\":\"fail\" | \"verdict\":\"FAIL\" | \"verdict\" is none of the three",
        "\"sha256\":\" | \"sha256\":\"0 | \"sha256\" is no digest",
        // What contradicts itself.
        "\"exit\":10 | \"exit\":0 | ended with 0, and what was found ends with 10",
        "\"exit\":10 | \"exit\":12 | ended with 12, and what was found ends with 10",
        "\"exit\":10 | \"exit\":9223372036854775807 | does not end with 9223372036854775807",
        "\"findings\":3 | \"findings\":0 | FAIL is no verdict on 0 findings",
        "\"findings\":3 | \"findings\":1 | 2 told of 1 findings",
        "\"verdict\":\"fail\" | \"verdict\":\"pass\" | pass is no verdict on 3 findings",
        "[\"nothing was recorded that it could be compared with\"] | [] | has a reason",
      })
  void what_is_no_report_or_contradicts_itself_says_why(String genuine, String not, String why) {
    String text = Reports.broken().text();
    assertThat(text).contains(genuine);
    int at = text.indexOf(genuine);
    String changed = text.substring(0, at) + not + text.substring(at + genuine.length());
    assertThat(read(changed))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class, malformed -> assertThat(malformed.why()).contains(why));
  }

  /** What is in that column is from whoever wrote the row, and may even mean to break the line. */
  @Test
  void a_verdict_that_a_forger_made_up_is_kept_as_it_was() {
    VerifyReport broken = Reports.broken();
    Found found = broken.found();
    VerifyReport report =
        new VerifyReport(
            broken.ledger(),
            broken.made(),
            broken.given(),
            new Found(
                found.first(),
                found.entries(),
                Map.of("\u0001\n\n\u2014 x", 1L, "_form", 2L, "", 3L),
                found.head(),
                found.root(),
                found.sealedTo(),
                found.anchoredTo(),
                found.evidenceUsed(),
                found.areas(),
                found.unchecked(),
                found.backup()),
            broken.exit(),
            broken.conclusion());
    SignedNote note = note(report.sign(ALICE).encoded());
    assertThat(note.verify(TRUSTED)).isInstanceOf(NoteOutcome.Verified.class);
    assertThat(VerifyReport.read(note)).isEqualTo(new Parsed.Value<>(report));
  }

  @Test
  void a_second_line_is_no_report() {
    assertThat(read(Reports.broken().text() + "and more\n")).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void trusted_keys_are_a_set_in_one_order() {
    Given given = given("b", "a", "b");
    assertThat(given.noteKeys()).containsExactly("a", "b");
    // As code points, unlike as UTF-16, what is beyond U+FFFF comes last.
    assertThat(given("\ud83d\ude00", "\uffee").noteKeys())
        .containsExactly("\uffee", "\ud83d\ude00");
    assertThat(
            read(
                Reports.broken()
                    .text()
                    .replaceFirst("\"note_keys\":\\[(\"[^\"]*\")", "\"note_keys\":[$1,$1")))
        .isInstanceOf(Parsed.Malformed.class);
  }

  private static Given given(String... keys) {
    return new Given(
        new GivenScope.Whole(), false, false, Optional.empty(), List.of(keys), List.of());
  }

  @Test
  void how_verify_ended_follows_from_what_it_found() {
    for (Area area : Area.values()) {
      List<FoundArea> areas = new ArrayList<>(sound());
      areas.replaceAll(one -> one.area() == area ? Reports.fail(area) : one);
      int exit =
          switch (area) {
            case CHAIN, CONTENT -> 10;
            case HISTORY -> 12;
            case POSTURE -> 11;
          };
      assertThat(Reports.empty(new GivenScope.Whole(), true, areas, exit).exit()).isEqualTo(exit);
      for (int other : List.of(0, 1, 3, 13, exit + 1)) {
        assertThatThrownBy(() -> Reports.empty(new GivenScope.Whole(), false, areas, other))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("ends with " + exit);
      }
    }
    List<FoundArea> all =
        List.of(
            Reports.fail(Area.CHAIN),
            Reports.fail(Area.CONTENT),
            Reports.fail(Area.HISTORY),
            Reports.fail(Area.POSTURE));
    assertThat(Reports.empty(new GivenScope.Whole(), true, all, 12).exit()).isEqualTo(12);
    List<FoundArea> open = new ArrayList<>(sound());
    open.set(
        3, new FoundArea(Area.POSTURE, Verdict.NOT_CHECKED, 0, List.of(), List.of("who knows")));
    assertThat(Reports.empty(new GivenScope.Whole(), false, open, 0).exit()).isZero();
    assertThat(Reports.empty(new GivenScope.Whole(), true, open, 3).exit()).isEqualTo(3);
    open.set(3, new FoundArea(Area.POSTURE, Verdict.PASS, 0, List.of(), List.of("a part of it")));
    assertThat(Reports.empty(new GivenScope.Whole(), true, open, 3).exit()).isEqualTo(3);
  }

  private static List<FoundArea> sound() {
    return List.of(
        Reports.pass(Area.CHAIN),
        Reports.pass(Area.CONTENT),
        Reports.pass(Area.HISTORY),
        Reports.pass(Area.POSTURE));
  }

  /** Whoever signed it. */
  private static Parsed<VerifyReport> read(String text) {
    return VerifyReport.read(new SignedNote(text, ANYBODY));
  }

  private static SignedNote note(String text) {
    Parsed<SignedNote> parsed = SignedNote.parse(text.getBytes(UTF_8));
    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value<SignedNote>) parsed).value();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = VerifyReportTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
