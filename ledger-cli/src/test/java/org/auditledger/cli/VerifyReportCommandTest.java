package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.report.VerifyReport;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is checked where there is nothing but files. */
class VerifyReportCommandTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;

  private SigningKeyFile key;
  private VerifierKey alice;
  private Path report;

  @BeforeEach
  void has_a_report() {
    key = new SigningKeyFile(directory.resolve("alice.key"));
    alice = key.create("auditor/alice", null, RANDOM);
    report = MadeReport.in(directory, key);
  }

  private static CommandLineRun check(Path report, Path... trusted) {
    List<String> words = new ArrayList<>(List.of("verify-report", report.toString()));
    for (Path one : trusted) {
      words.addAll(List.of("--trust", one.toString()));
    }
    return CommandLineRun.in(Map.of(), words.toArray(String[]::new));
  }

  private CommandLineRun check() {
    return check(report, key.verifierKey());
  }

  private static void refuses(ExitCode exit, CommandLineRun run, String... said) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains(said);
  }

  @Test
  void it_says_who_signed_what_and_what_that_does_not_show() {
    CommandLineRun run = check();
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout())
        .startsWith("a report on acme/plant-1, as it was on 2026-11-26 17:24:05Z\n")
        .contains("  signed by  " + alice + "\n")
        .contains("  made by    alice on desk-1, with audit-ledger 1\n")
        .contains("  as role    auditor\n", "  database   not told\n", "  journal    none\n")
        .contains("  read       all entries\n", "  anchor     none was given\n")
        .contains("  trusted    nobody\n")
        .contains("  NOT shown  that it is true: it is what the holder of that key said then\n")
        .doesNotContain("who keeps the ledger")
        .endsWith("\n\nacme/plant-1: nothing wrong was found\n" + page());
  }

  private static String page() {
    return """
      entries   0
      verdicts  none
      time      0.0 s
      head      none
      root      none
      sealed    no entries
      anchor    none was used

      chain    pass
      content  pass
      history  pass
      posture  pass

    proven: there are no entries
    """;
  }

  @Test
  void the_ledgers_own_word_about_itself_is_called_that() {
    SigningKeyFile own = new SigningKeyFile(directory.resolve("own.key"));
    VerifierKey unused = own.create("acme/plant-1", null, RANDOM);
    CommandLineRun run = check(MadeReport.in(directory, own), own.verifierKey());
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout().replaceAll("\\s+", " "))
        .contains("that anybody says so but who keeps the ledger: the key has the ledger's own");
  }

  @Test
  void a_report_that_nobody_who_is_trusted_signed_is_not_believed() {
    SigningKeyFile other = new SigningKeyFile(directory.resolve("other.key"));
    VerifierKey unused = other.create("auditor/alice", null, RANDOM);
    refuses(
        ExitCode.TRUST,
        check(report, other.verifierKey()),
        "NOT TRUSTED: nobody who is trusted signed " + report,
        "signed as auditor/alice");
    // A key for transcripts is none for notes.
    refuses(ExitCode.USAGE, check(report, key.publicKey()), "there is nobody to believe");
    refuses(ExitCode.USAGE, check(report), "there is nobody to believe", "--trust FILE");
    CommandLineRun both = check(report, other.verifierKey(), key.verifierKey());
    assertThat(both.exit()).as("%s", both).isZero();
  }

  @Test
  void what_is_no_report_is_wrong_usage() throws IOException {
    Path letter = Files.writeString(directory.resolve("letter"), "Dear auditor,\n");
    refuses(ExitCode.USAGE, check(letter, key.verifierKey()), letter + " is no report");
    Path nothing = Files.createFile(directory.resolve("nothing"));
    refuses(ExitCode.USAGE, check(nothing, key.verifierKey()), nothing + " is no report");
    Path missing = directory.resolve("missing");
    refuses(ExitCode.USAGE, check(missing, key.verifierKey()), "there is no such file");
    refuses(ExitCode.USAGE, check(directory, key.verifierKey()), "cannot be read");
  }

  @Test
  void every_byte_of_it_counts() throws IOException {
    byte[] whole = Files.readAllBytes(report);
    for (int at = 0; at < whole.length; at += 29) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(report, changed);
      boolean known = at >= VerifyReport.BEGINNING.length();
      refuses(
          known ? ExitCode.TRUST : ExitCode.USAGE, check(), known ? "NOT TRUSTED" : "is no report");
    }
    for (int length : new int[] {50, whole.length / 2, whole.length - 1}) {
      Files.write(report, Arrays.copyOf(whole, length));
      refuses(ExitCode.TRUST, check(), "NOT TRUSTED", "is not what was signed");
    }
    Files.write(report, whole);
    assertThat(check().exit()).isZero();
  }

  @Test
  void what_a_trusted_key_signed_has_to_agree_with_itself() throws IOException {
    NoteSigner signer = new NoteSigner(alice, key.read(null));
    String text = MadeReport.report().text();
    String foul = text.replace("\"findings\":0", "\"findings\":1").replace("pass", "fail");
    for (String other : List.of(foul, text.replace("\"exit\":0", "\"exit\":3"), text + text)) {
      Files.writeString(report, SignedNote.sign(other, signer).encoded());
      refuses(
          ExitCode.TRUST, check(), "was signed, and is not a report that verify writes", "rely on");
    }
    assertThat(foul).contains("\"exit\":0", "\"verdict\":\"fail\"");
  }
}
