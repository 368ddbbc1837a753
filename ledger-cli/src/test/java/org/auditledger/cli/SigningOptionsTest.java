package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With which key a command signs, and that it is the right one. */
class SigningOptionsTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PASSPHRASE = "correct horse";

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Terminal terminal = Terminal.none();
  private Path key;
  private VerifierKey made;

  @BeforeEach
  void has_a_key() {
    key = directory.resolve("ledger.key");
    made = new SigningKeyFile(key).create("acme/plant-1", null, RANDOM);
  }

  @Test
  void the_key_is_named_by_an_argument_or_a_variable_and_its_name_stands_beside_it() {
    signs(sign("--signing-key", key.toString()), made);
    environment.put("AUDIT_LEDGER_SIGNING_KEY", key.toString());
    signs(sign(), made);
    signs(sign("--name", "acme/plant-1"), made);
    environment.put("AUDIT_LEDGER_SIGNING_KEY", directory.resolve("nowhere").toString());
    signs(sign("--signing-key", key.toString()), made);
    refuses(sign(), 13, "there is no such file");
  }

  @Test
  void without_a_key_it_is_said_how_to_make_one() {
    refuses(
        sign(),
        13,
        "audit-ledger: no signing key is named",
        "audit-ledger keys generate --name LEDGER --output FILE");
    refuses(sign("--name", "a/b"), 13, "audit-ledger keys generate --name a/b --output FILE");
  }

  @Test
  void a_key_whose_name_stands_nowhere_needs_to_be_told() throws IOException {
    Path bare = Files.copy(key, directory.resolve("bare"), StandardCopyOption.COPY_ATTRIBUTES);
    refuses(sign("--signing-key", bare.toString()), 2, "has no name", "give --name LEDGER");
    CommandLineRun run = sign("--signing-key", bare.toString(), "--name", "other");
    signs(run, new VerifierKey("other", made.key()));
    refuses(
        sign("--signing-key", bare.toString(), "--name", "No Name"),
        2,
        "'No Name' is no ledger's name");
  }

  @Test
  void the_ancestors_bare_bytes_sign_too() throws IOException {
    Path raw = Files.write(directory.resolve("raw"), new byte[32]);
    Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("rw-------"));
    CommandLineRun run = sign("--signing-key", raw.toString(), "--name", "a");
    assertThat(run.stdout()).as("%s", run).startsWith("a+");
  }

  @Test
  void a_verifier_key_of_another_key_or_name_is_refused() throws IOException {
    Path other = directory.resolve("other.key");
    new SigningKeyFile(other).create("acme/plant-1", null, RANDOM);
    refuses(
        sign("--signing-key", key.toString(), "--name", "acme/plant-2"),
        13,
        "signs for acme/plant-1, and not for acme/plant-2");
    Files.copy(
        directory.resolve("other.key.vkey"),
        directory.resolve("ledger.key.vkey"),
        StandardCopyOption.REPLACE_EXISTING);
    refuses(
        sign("--signing-key", key.toString()),
        13,
        "ledger.key.vkey is not the verifier key of",
        "what the one signs, the other does not verify");
  }

  @Test
  void a_passphrase_comes_from_a_file_or_from_who_is_there() throws IOException {
    Path locked = directory.resolve("locked");
    VerifierKey verifier = new SigningKeyFile(locked).create("a", PASSPHRASE.toCharArray(), RANDOM);
    environment.put("AUDIT_LEDGER_SIGNING_KEY", locked.toString());
    refuses(sign(), 13, "is encrypted", "there is no terminal", "--passphrase-file FILE");

    typing(() -> PASSPHRASE.toCharArray());
    CommandLineRun asked = sign("--quiet");
    signs(asked, verifier);
    assertThat(asked.stderr()).isEqualTo("passphrase of " + locked + ": ");
    typing(() -> "incorrect horse".toCharArray());
    refuses(sign(), 13, "the passphrase is wrong");
    typing(() -> null);
    refuses(sign(), 13, "no passphrase was given");
    typing(() -> new char[0]);
    refuses(sign(), 13, "no passphrase was given");

    Path file = Files.writeString(directory.resolve("passphrase"), PASSPHRASE + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CommandLineRun given = sign("--passphrase-file", file.toString());
    signs(given, verifier);
    assertThat(given.stderr()).isEmpty();
    environment.put("AUDIT_LEDGER_PASSPHRASE_FILE", file.toString());
    signs(sign(), verifier);
    refuses(sign("--signing-key", key.toString()), 13, "a passphrase was given");
  }

  @Test
  void an_embedded_ledger_makes_its_own_key_once() {
    environment.put("LEDGER_DSN", "embedded:" + directory);
    CommandLineRun first = sign();
    assertThat(first.stdout()).as("%s", first).matches("audit-ledger/[0-9a-f-]{36}\\+.*\n");
    assertThat(first.stderr())
        .contains("made the key " + directory.resolve("signing.key"))
        .contains(first.stdout().strip());
    CommandLineRun second = sign();
    assertThat(second.stdout()).isEqualTo(first.stdout());
    assertThat(second.stderr()).isEmpty();
    signs(sign("--signing-key", key.toString()), made);
  }

  @Test
  void what_is_no_part_of_a_ledger_is_signed_under_any_name_and_no_key_is_made_for_it() {
    Path named = directory.resolve("alice.key");
    VerifierKey alice = new SigningKeyFile(named).create("Alice@Example.com", null, RANDOM);
    refuses(sign("--signing-key", named.toString()), 13, "signs for no ledger");
    signs(sign("--any", "--signing-key", named.toString()), alice);
    refuses(sign("--any"), 13, "no signing key is named", "why:  that is why", "keys generate");
    environment.put("LEDGER_DSN", "embedded:" + directory);
    refuses(sign("--any"), 13, "no signing key is named");
    assertThat(directory.resolve("signing.key")).doesNotExist();
    CommandLineRun own = sign();
    assertThat(own.exit()).as("%s", own).isZero();
    assertThat(sign("--any").stdout()).isEqualTo(own.stdout());
  }

  @Test
  void an_embedded_ledgers_own_key_gets_the_name_that_is_given() {
    environment.put("LEDGER_DSN", "embedded:" + directory);
    CommandLineRun run = sign("--name", "acme/demo");
    assertThat(run.stdout()).as("%s", run).startsWith("acme/demo+");
    assertThat(directory.resolve("signing.key.vkey")).hasContent(run.stdout());
  }

  private void typing(Supplier<char @Nullable []> secrets) {
    terminal = new Terminal(true, secrets);
  }

  private CommandLineRun sign(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sign";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    environment.putIfAbsent("LEDGER_DSN", "postgresql://u@h/d");
    return CommandLineRun.with(
        environment,
        terminal,
        around -> CommandLineRun.contents(around).addSubcommand(new Sign(around)),
        all);
  }

  private static void signs(CommandLineRun run, VerifierKey key) {
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).isEqualTo(key + "\n");
    assertThat(run.stderr()).doesNotContain(PASSPHRASE);
  }

  private static void refuses(CommandLineRun run, int exit, String... said) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains(said).doesNotContain(PASSPHRASE);
  }

  /** Says as whom it would sign. */
  @Command(name = "sign")
  static final class Sign implements Runnable {

    @Option(names = "--any")
    private boolean any;

    @Mixin private final LedgerOptions ledger;
    @Mixin private final SigningOptions signing;
    @Mixin private final CommonOptions options = new CommonOptions();

    Sign(Surroundings surroundings) {
      this.ledger = new LedgerOptions(surroundings);
      this.signing = new SigningOptions(surroundings);
    }

    @Override
    public void run() {
      NoteSigner signer =
          any ? signing.anySigner(ledger, options, "that is why") : signing.signer(ledger, options);
      options.print(
          new Answer() {
            @Override
            public String format() {
              return "audit-ledger/test/1";
            }

            @Override
            public String text() {
              return signer.verifier() + "\n";
            }
          });
    }
  }
}
