package org.auditledger.age;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.auditledger.age.Ages.RANDOM;
import static org.auditledger.age.Ages.noise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.auditledger.age.AgeException.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the age command of others: it opens what we write, and we open what it writes. The frozen
 * files are by Debian's 1.1.1 and are there where the command is not.
 */
class AgeCommandTest {

  private static final int LENGTH = 200_000;

  @TempDir private Path directory;

  @Test
  void what_it_wrote_once_opens() throws IOException {
    byte[] forOne = Ages.resource("one-key.age");
    byte[] forBoth = Ages.resource("two-keys.age");
    assertThat(Ages.decrypt(Ages.identity(), forOne)).isEqualTo(Ages.FROZEN);
    assertThat(Ages.decrypt(Ages.identity(), forBoth)).isEqualTo(Ages.FROZEN);
    assertThat(Ages.decrypt(Ages.otherIdentity(), forBoth)).isEqualTo(Ages.FROZEN);
    Ages.assertRefused(Ages.otherIdentity(), forOne, Trouble.WRONG_IDENTITY);

    Identities passphrase = Identities.passphrase(Ages.FROZEN_PASSPHRASE.toCharArray());
    assertThat(Ages.decrypt(passphrase, Ages.resource("passphrase.age"))).isEqualTo(Ages.FROZEN);
  }

  @Test
  void it_opens_what_we_write_to_keys() throws Exception {
    requireCommand("age");
    byte[] plain = noise(LENGTH);
    Path file = directory.resolve("ours.age");
    Path out = directory.resolve("out");
    Files.write(file, Ages.encrypt(Ages.recipient().and(Ages.otherRecipient()), plain));
    for (String identity : List.of("identity.txt", "other-identity.txt")) {
      Path key = Files.write(directory.resolve(identity), Ages.resource(identity));
      run("", "age", "-d", "-i", key.toString(), "-o", out.toString(), file.toString());
      assertThat(Files.readAllBytes(out)).isEqualTo(plain);
    }
  }

  @Test
  void we_open_what_it_writes_to_keys() throws Exception {
    requireCommand("age");
    byte[] plain = noise(LENGTH);
    Path in = Files.write(directory.resolve("in"), plain);
    Path key = Files.write(directory.resolve("key"), Ages.resource("identity.txt"));
    Path file = directory.resolve("theirs.age");
    run("", "age", "-e", "-i", key.toString(), "-o", file.toString(), in.toString());
    assertThat(Ages.decrypt(Ages.identity(), Files.readAllBytes(file))).isEqualTo(plain);
  }

  @Test
  void passphrases_go_both_ways() throws Exception {
    requireCommand("age");
    requireCommand("script");
    byte[] plain = noise(LENGTH);
    char[] secret = "naïve horse".toCharArray();
    Files.write(
        directory.resolve("ours.age"), Ages.encrypt(Recipients.passphrase(secret, RANDOM), plain));
    typed("naïve horse\n", "age -d -o opened ours.age");
    assertThat(Files.readAllBytes(directory.resolve("opened"))).isEqualTo(plain);

    typed("naïve horse\nnaïve horse\n", "age -p -o theirs.age opened");
    byte[] theirs = Files.readAllBytes(directory.resolve("theirs.age"));
    assertThat(Ages.decrypt(Identities.passphrase(secret), theirs)).isEqualTo(plain);
  }

  /** The command takes passphrases from a terminal only. */
  private void typed(String input, String command) throws Exception {
    run(input, "script", "-qec", command, File.separator + "dev/null");
  }

  private void run(String input, String... command) throws Exception {
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> "%s".formatted(said(said))).isZero();
  }

  private static String said(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void requireCommand(String name) {
    Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
    assumeThat(path.anyMatch(part -> Files.isExecutable(Path.of(part, name))))
        .as(
            "skipped: there is no %s on the PATH (apt-get install age); frozen files are opened",
            name)
        .isTrue();
  }
}
