package org.auditledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.auditledger.age.Recipients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Who can read what a command writes, and with what a command reads it. */
class EncryptionOptionsTest {

  private static final String PUBLIC =
      "age1ewx0rvgsvhdgf5qm72m3u69jhedp76flgxfjv6du2mearnchngsqdm95yd";
  private static final String PRIVATE =
      "AGE-SECRET-KEY-16CAZ6MSTDWMG0FXQQ96V7YV3SFF05ELJ3MALXEA8H3VUJHSYQ5EQSSKFPV";
  private static final String OTHER_PUBLIC =
      "age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryket";
  private static final String PASSPHRASE = "correct horse";

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Terminal terminal = Terminal.none();
  private String file;
  private String key;

  @BeforeEach
  void has_a_key() throws IOException {
    file = directory.resolve("file").toString();
    key = secret("key", "# public key: " + PUBLIC + "\n" + PRIVATE + "\n");
  }

  @Test
  void without_any_everybody_can_read_it() {
    write();
    assertThat(Path.of(file)).hasContent("entry 1");
    reads(read());
  }

  @Test
  void the_holders_of_the_keys_that_are_named_can_read_it() throws IOException {
    write("--encrypt-to", OTHER_PUBLIC, "--encrypt-to", PUBLIC);
    reads(read("--identity", key));
    environment.put("AUDIT_LEDGER_IDENTITY", ":" + key);
    reads(read());

    Path team = Files.writeString(directory.resolve("team"), "# us\n" + PUBLIC + "\n");
    write("--encrypt-to", team.toString());
    reads(read());

    write("--encrypt-to", OTHER_PUBLIC);
    refuses(read(), 13, "was not opened", "encrypted to other keys than these");
    environment.clear();
    refuses(
        read(), 13, file + " is encrypted", "none is named", "--identity FILE", "AUDIT_LEDGER_IDE");
  }

  @Test
  void who_knows_the_passphrase_can_read_it() throws IOException {
    String passphrase = secret("passphrase", PASSPHRASE + "\n");
    write("--encrypt-passphrase-file", passphrase);
    CommandLineRun read = read("--decrypt-passphrase-file", passphrase);
    reads(read);
    assertThat(read.stderr()).isEmpty();

    environment.put("AUDIT_LEDGER_ENCRYPT_PASSPHRASE_FILE", passphrase);
    write();
    environment.put("AUDIT_LEDGER_DECRYPT_PASSPHRASE_FILE", passphrase);
    reads(read());

    refuses(
        read("--decrypt-passphrase-file", secret("wrong", "incorrect horse")),
        13,
        "is not opened by this passphrase");
  }

  @Test
  void who_is_there_is_asked_for_the_passphrase_once() throws IOException {
    write("--encrypt-passphrase-file", secret("passphrase", PASSPHRASE));
    refuses(
        read(),
        13,
        file + " is encrypted under a passphrase",
        "there is no terminal",
        "--decrypt-passphrase-file FILE");
    typing(() -> PASSPHRASE.toCharArray());
    CommandLineRun asked = read(file);
    assertThat(asked.stdout()).as("%s", asked).isEqualTo("entry 1entry 1");
    assertThat(asked.stderr()).isEqualTo("passphrase of " + file + ": ");
    typing(() -> null);
    refuses(read(), 13, "no passphrase was given");
  }

  /** Keys that are named here outweigh a variable that was set long ago. */
  @Test
  void keys_and_a_passphrase_do_not_go_together() throws IOException {
    String passphrase = secret("passphrase", PASSPHRASE);
    refuses(
        run("write", "--encrypt-to", PUBLIC, "--encrypt-passphrase-file", passphrase, file),
        2,
        "--encrypt-to and --encrypt-passphrase-file");
    environment.put("AUDIT_LEDGER_ENCRYPT_PASSPHRASE_FILE", passphrase);
    write("--encrypt-to", PUBLIC);
    reads(read("--identity", key));
  }

  @Test
  void nothing_is_written_for_whom_there_is_no_key() {
    refuses(
        run("write", "--encrypt-to", PUBLIC + "q", file),
        13,
        "--encrypt-to " + PUBLIC + "q: is no recipient");
    refuses(run("write", "--encrypt-to", "nobody", file), 13, "recipients file nobody");
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void a_private_key_among_the_arguments_is_never_shown() {
    for (String form : new String[] {PRIVATE, PRIVATE.toLowerCase(Locale.ROOT)}) {
      CommandLineRun run = run("write", "--encrypt-to", form, file);
      refuses(run, 13, "--encrypt-to: is a private key", "age-keygen -y");
      assertThat(run.stdout() + run.stderr()).doesNotContainIgnoringCase("16CAZ6MSTDW");
    }
  }

  @Test
  void damage_is_an_invalid_backup() throws IOException {
    write("--encrypt-to", PUBLIC);
    byte[] bytes = Files.readAllBytes(Path.of(file));
    bytes[bytes.length - 1] ^= 1;
    Files.write(Path.of(file), bytes);
    refuses(
        read("--identity", key), 14, file + " is damaged", "its end is missing, or was changed");
  }

  private void write(String... options) {
    assertThat(run("write", concat(options, file)).exit()).isZero();
  }

  private CommandLineRun read(String... options) {
    return run("read", concat(options, file));
  }

  private static String[] concat(String[] options, String last) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = last;
    return all;
  }

  private CommandLineRun run(String command, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = command;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLineRun.with(
        environment,
        terminal,
        around ->
            CommandLineRun.contents(around)
                .addSubcommand(new Write(around))
                .addSubcommand(new Read(around)),
        all);
  }

  private String secret(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return path.toString();
  }

  private void typing(Supplier<char @Nullable []> secret) {
    terminal = new Terminal(false, secret);
  }

  private static void reads(CommandLineRun run) {
    assertThat(run.stdout()).as("%s", run).isEqualTo("entry 1");
    assertThat(run.exit()).isZero();
  }

  private static void refuses(CommandLineRun run, int exit, String... parts) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    assertThat(run.stderr()).contains(parts);
    assertThat(run.stdout()).isEmpty();
  }

  private record Text(String text) implements Answer {
    @Override
    public String format() {
      return "audit-ledger/test/1";
    }
  }

  @Command(name = "write")
  @SuppressWarnings("NullAway.Init")
  private static final class Write implements Runnable {

    @Parameters private Path file;
    @Mixin private final EncryptionOptions encryption;

    private Write(Surroundings surroundings) {
      this.encryption = new EncryptionOptions(surroundings);
    }

    @Override
    public void run() {
      Optional<Recipients> recipients = encryption.recipients();
      try (OutputStream out = Files.newOutputStream(file);
          OutputStream to = recipients.isPresent() ? recipients.get().encrypting(out) : out) {
        to.write("entry 1".getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Command(name = "read")
  @SuppressWarnings("NullAway.Init")
  private static final class Read implements Runnable {

    @Parameters private Path[] files;
    @Mixin private final DecryptionOptions decryption;
    @Mixin private final CommonOptions options = new CommonOptions();

    private Read(Surroundings surroundings) {
      this.decryption = new DecryptionOptions(surroundings);
    }

    @Override
    public void run() {
      StringBuilder text = new StringBuilder();
      for (Path file : files) {
        try (InputStream in = decryption.open(Files.newInputStream(file), file, options)) {
          text.append(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      options.print(new Text(text.toString()));
    }
  }
}
