package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Statement;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.Proof;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys come, go and are looked at, in a ledger as {@code migrate upgrade} makes it. */
@OnPostgres
class KeysInTheLedgerTest {

  private static final LedgerName LEDGER = new LedgerName("acme/plant-1");

  @TempDir private Path directory;

  private TestDatabase database;
  private SigningKeyFile first;
  private SigningKeyFile second;
  private long upgraded;

  @BeforeEach
  void has_a_ledger_and_a_second_key(TestDatabase given) throws SQLException {
    database = given;
    first = key("first.key");
    second = key("second.key");
    Migrator migrator =
        new Migrator(
            (Server) ConnectionString.parse(database.dsn(), environment()),
            MigrationSets.released(),
            Duration.ofMinutes(1),
            directory,
            said -> {});
    migrator.upgrade(
        new Authority(signer(first), TrustedKeys.NONE, "test", Clock.systemUTC()),
        MigrationSets.released().ledger().head(),
        Proof.STRUCTURAL);
    upgraded = statements();
  }

  @OnEveryPostgres
  void after_a_rotation_the_old_key_counts_for_what_it_signed_and_for_no_more()
      throws SQLException {
    CommandLineRun registered = run(first, "register", second.verifierKey().toString());
    assertThat(registered.exit()).as("%s", registered).isZero();
    assertThat(registered.stdout())
        .startsWith("registered the note key " + id(second) + "\n  statement  " + (upgraded + 1));
    CommandLineRun retired =
        run(second, "retire", id(first), "--reason", "rotation", "--trust", vkey(first), "--json");
    assertThat(retired.exit()).as("%s", retired).isZero();
    JsonNode said = JsonSchema.check(retired.stdout());
    assertThat(said.get("position").asLong()).isEqualTo(upgraded + 2);
    assertThat(said.get("journal_size").asLong()).isEqualTo(upgraded + 1);
    assertThat(said.get("entries_size").asLong()).isZero();

    CommandLineRun late = run(first, "register", pub(key("third.key")));
    assertThat(late.exit()).as("%s", late).isEqualTo(ExitCode.TRUST.code());
    assertThat(late.stderr()).contains("key " + id(first) + " was retired: rotation");
    assertThat(statements()).isEqualTo(upgraded + 2);
    CommandLineRun whole = list("--trust", vkey(first));
    assertThat(whole.exit()).as("%s", whole).isZero();
    assertThat(whole.stdout())
        .contains(
            (upgraded + 2) + " statements in the journal, each signed by a key that is trusted");

    forge(signer(first));
    CommandLineRun broken = list("--trust", vkey(first), "--json");
    assertThat(broken.exit()).as("%s", broken).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(JsonSchema.check(broken.stdout()).get("defects").asLong()).isEqualTo(1);
    assertThat(broken.stderr())
        .contains("statement " + (upgraded + 3) + " is signed by a retired key");
    CommandLineRun exported = run(second, "export", id(second), "--trust", vkey(first));
    assertThat(exported.exit()).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(exported.stdout()).isEmpty();
  }

  @Test
  void the_list_says_that_it_is_a_hint_and_what_trust_from_outside_makes_of_it() {
    assertThat(run(first, "register", pub(second)).exit()).isZero();
    assertThat(run(first, "register", vkey(second)).exit()).isZero();
    String transcripts = verifierOf(second).key().keyId();
    assertThat(run(first, "retire", pub(second), "--reason", "service moved\n").exit()).isZero();
    CommandLineRun trusting = list("--trust", vkey(first));
    assertThat(trusting.exit()).as("%s", trusting).isZero();
    assertThat(trusting.stdout().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME"))
        .isEqualTo(
            """
            keys of acme/plant-1, as its own database lists them

            note key %s
              since    statement 1, TIME
              trust    trusted: it is among the keys given by --trust

            transcript key %s
              since    statement %d, TIME
              trust    vouched for: a key that is trusted here has registered it
              retired  by statement %d, TIME: service moved
              counts   in transcripts of the first 0 entries

            note key %s
              since    statement %d, TIME
              trust    vouched for: a key that is trusted here has registered it

            %d statements in the journal, each signed by a key that is trusted or vouched for
            this is what the ledger's own database says, and only a hint: who owns the database can change it;
            trust comes from keys that are held outside (--trust)
            """
                .formatted(
                    id(first),
                    transcripts,
                    upgraded + 1,
                    upgraded + 3,
                    id(second),
                    upgraded + 2,
                    upgraded + 3));
    CommandLineRun nobody = list();
    assertThat(nobody.exit()).as("%s", nobody).isZero();
    assertThat(nobody.stdout())
        .doesNotContain("trusted:", "vouched for:")
        .contains("not checked: no verifier key is given by --trust", "Z (not checked): service")
        .contains("statements in the journal, none of them checked", "only a hint");
    JsonNode json = JsonSchema.check(list("--json").stdout());
    assertThat(json.get("checked").asBoolean()).isFalse();
    assertThat(json.get("hint").asString()).contains("only a hint");
    assertThat(json.get("keys").get(0).get("trust").asString()).isEqualTo("not_checked");
    assertThat(json.get("keys").get(0).get("verifier_key").asString())
        .isEqualTo(verifierOf(first).toString());
    assertThat(json.get("keys").get(1).get("verifier_key").isNull()).isTrue();
    assertThat(json.get("keys").get(1).get("retired").get("standing").asString())
        .isEqualTo("not_checked");
    CommandLineRun stranger = list("--trust", vkey(key("third.key")));
    assertThat(stranger.stdout())
        .contains("claimed: no key that is trusted here has registered it")
        .contains("(without effect: nobody who is trusted here signed it): service moved")
        .contains((upgraded + 3) + " of them by keys that are neither trusted nor vouched for");
  }

  @Test
  void what_cannot_be_registered_is_refused_and_nothing_is_recorded()
      throws IOException, SQLException {
    refuses(13, run(first, "register", vkey(first)), "is registered already", "statement 1");
    SigningKeyFile elsewhere = new SigningKeyFile(directory.resolve("elsewhere"));
    elsewhere.create("acme/plant-2", null, new SecureRandom());
    refuses(13, run(first, "register", vkey(elsewhere)), "is not of ledger acme/plant-1");
    refuses(13, run(first, "register", second.path().toString()), "name the .pub file");
    byte[] small = new byte[33];
    small[0] = 1;
    Path bad =
        Files.writeString(
            directory.resolve("bad.vkey"),
            "acme/plant-1+00000000+" + Base64.getEncoder().encodeToString(small) + "\n");
    refuses(13, run(first, "register", bad.toString()), "small order", "key " + bad);
    refuses(13, run(first, "register", directory.toString()), "is not a regular file");
    refuses(13, run(second, "register", vkey(second)), "--trust FILE");
    refuses(2, CommandLineRun.of("keys", "register", vkey(second)), "no ledger is named");
    assertThat(statements()).isEqualTo(upgraded);
  }

  @Test
  void what_cannot_be_retired_is_refused_and_nothing_is_recorded() throws SQLException {
    refuses(13, run(first, "retire", id(second), "--reason", "r"), "knows no note key");
    refuses(
        13,
        run(first, "retire", vkey(first), "--reason", "r"),
        "is the last note key that can sign",
        "register the new one first");
    refuses(2, run(first, "retire", "deadbee", "--reason", "r"), "is no file, and no key's id");
    refuses(2, run(first, "retire", id(first)), "--reason");
    refuses(2, run(first, "retire", id(first), "--reason", " "), "--reason takes 1 to 1000");
    refuses(2, run(first, "retire", id(first), "--reason", "x".repeat(1001)), "--reason takes");
    assertThat(statements()).isEqualTo(upgraded);
  }

  @Test
  void a_database_without_a_journal_is_no_ledger() throws SQLException {
    database.execute("drop schema audit_ledger cascade");
    for (CommandLineRun run :
        List.of(
            list(),
            run(first, "register", vkey(second)),
            run(first, "retire", id(first), "--reason", "r"),
            run(first, "export", id(first)))) {
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
      assertThat(run.stderr()).contains("there is no journal here", "migrate upgrade");
    }
  }

  @Test
  void a_private_keys_public_half_is_printed_or_written_and_nothing_is_overwritten()
      throws IOException {
    Path passphrase = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    SigningKeyFile locked = new SigningKeyFile(directory.resolve("locked"));
    locked.create("a", "correct horse".toCharArray(), new SecureRandom());
    List<String> words = new ArrayList<>(List.of("keys", "export", "--signing-key"));
    words.addAll(List.of(locked.path().toString(), "--passphrase-file", passphrase.toString()));
    CommandLineRun printed = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(printed.exit()).as("%s", printed).isZero();
    assertThat(printed.stdout())
        .isEqualTo(Files.readString(locked.publicKey()) + Files.readString(locked.verifierKey()));
    assertThat(printed.stderr()).isEmpty();

    Path copy = directory.resolve("copy");
    words.addAll(List.of("--output", copy.toString(), "--json"));
    CommandLineRun written = CommandLineRun.of(words.toArray(String[]::new));
    JsonNode json = JsonSchema.check(written.stdout());
    assertThat(json.get("hint").isNull()).isTrue();
    assertThat(Path.of(json.get("public_key_file").asString()))
        .hasSameTextualContentAs(locked.publicKey());
    assertThat(Path.of(json.get("verifier_key_file").asString()))
        .hasSameTextualContentAs(locked.verifierKey());
    assertThat(copy).doesNotExist();
    Files.delete(directory.resolve("copy.pub"));
    CommandLineRun again = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(again.exit()).as("%s", again).isEqualTo(ExitCode.TRUST.code());
    assertThat(again.stdout()).isEmpty();
    assertThat(again.stderr()).contains("copy.vkey exists already");
    assertThat(directory.resolve("copy.pub")).doesNotExist();
    refuses(2, CommandLineRun.of("keys", "export"), "no key is named");
  }

  @Test
  void a_key_of_the_journal_is_given_out_with_the_hint_that_it_is_one() throws IOException {
    assertThat(run(first, "register", vkey(second)).exit()).isZero();
    assertThat(run(first, "register", pub(second)).exit()).isZero();
    CommandLineRun note = run(first, "export", id(second), "--trust", vkey(first));
    assertThat(note.exit()).as("%s", note).isZero();
    assertThat(note.stdout())
        .isEqualTo(Files.readString(second.publicKey()) + Files.readString(second.verifierKey()));
    assertThat(note.stderr()).contains("vouched for", "only a hint");
    String transcripts = verifierOf(second).key().keyId();
    Path copy = directory.resolve("copy");
    CommandLineRun transcript =
        run(first, "export", transcripts, "--output", copy.toString(), "--json");
    JsonNode json = JsonSchema.check(transcript.stdout());
    assertThat(json.get("trust").asString()).isEqualTo("not_checked");
    assertThat(json.get("hint").asString()).contains("only a hint");
    assertThat(json.get("verifier_key").isNull()).isTrue();
    assertThat(directory.resolve("copy.pub")).hasSameTextualContentAs(second.publicKey());
    assertThat(directory.resolve("copy.vkey")).doesNotExist();
    assertThat(TrustFiles.readOne(directory.resolve("copy.pub")).transcriptKeys())
        .containsExactly(verifierOf(second).key());
    refuses(13, run(first, "export", "00000000"), "names no note keys 00000000");
    refuses(2, run(first, "export", "first"), "'first' is no key's id");
  }

  private static void refuses(int exit, CommandLineRun run, String... message) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr()).contains(message);
  }

  private CommandLineRun run(SigningKeyFile signer, String... words) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(Arrays.asList(words));
    Map<String, String> environment =
        Map.of("LEDGER_DSN", database.dsn(), "AUDIT_LEDGER_SIGNING_KEY", signer.path().toString());
    return CommandLineRun.in(environment, all.toArray(String[]::new));
  }

  private CommandLineRun list(String... options) {
    List<String> words = new ArrayList<>(List.of("list"));
    words.addAll(Arrays.asList(options));
    return run(first, words.toArray(String[]::new));
  }

  private SigningKeyFile key(String name) {
    SigningKeyFile file = new SigningKeyFile(directory.resolve(name));
    file.create(LEDGER.value(), null, new SecureRandom());
    return file;
  }

  private ClientEnvironment environment() {
    return new ClientEnvironment(Map.of(), directory, "nobody");
  }

  private static VerifierKey verifierOf(SigningKeyFile file) {
    return file.readVerifierKey().orElseThrow();
  }

  private static NoteSigner signer(SigningKeyFile file) {
    return new NoteSigner(verifierOf(file), file.read(null));
  }

  private static String id(SigningKeyFile file) {
    return HexFormat.of().toHexDigits(verifierOf(file).id());
  }

  private static String vkey(SigningKeyFile file) {
    return file.verifierKey().toString();
  }

  private static String pub(SigningKeyFile file) {
    return file.publicKey().toString();
  }

  private long statements() throws SQLException {
    return Long.parseLong(database.query("select count(*) from audit_ledger.journal").get(0));
  }

  /** What who owns the database, and has a key, can do without asking the recorder. */
  private void forge(NoteSigner signer) throws SQLException {
    try (Connection connection = database.connect()) {
      Statement statement =
          Statement.after(
              JournalTable.read(connection, TrustedKeys.NONE).head(),
              LEDGER,
              Kind.HOLD_RELEASED,
              900_000_000_000_000L,
              new Actor("postgres", "db-1", "mallory", "psql"),
              CanonicalJson.members(Map.of("hold", new Text("a"), "reason", new Text("b"))));
      String text = new String(statement.line(), StandardCharsets.UTF_8) + "\n";
      try (PreparedStatement insert =
          connection.prepareStatement("insert into audit_ledger.journal values (?, ?)")) {
        insert.setLong(1, statement.position());
        insert.setString(2, SignedNote.sign(text, signer).encoded());
        insert.executeUpdate();
      }
    }
  }
}
