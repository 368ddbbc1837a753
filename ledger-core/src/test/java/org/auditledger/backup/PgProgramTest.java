package org.auditledger.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of others, kept on a short leash. */
@Timeout(60)
class PgProgramTest {

  @TempDir private Path directory;

  @Test
  void it_finds_how_to_connect_in_its_environment_and_nowhere_else() throws IOException {
    String[] said = {""};
    PgProgram.Ended ended =
        shell("env | grep -E '^(PG|LC_ALL)' | sort; read line || echo \"no input\"")
            .run(out -> said[0] = new String(out.readAllBytes(), UTF_8));
    assertThat(ended.well()).isTrue();
    assertThat(said[0]).isEqualTo("LC_ALL=C\nPGHOST=h\nPGPASSWORD=a secret\nno input\n");
  }

  @Test
  void what_it_says_is_kept_within_bounds_and_without_secrets() throws IOException {
    PgProgram.Ended ended =
        shell("echo \"no $PGPASSWORD here\" >&2; yes too much | head -c 1000000 >&2; exit 3")
            .run(InputStream::readAllBytes);
    assertThat(ended.well()).isFalse();
    assertThat(ended.why("it"))
        .startsWith("it ended with 3: no *** here\ntoo much")
        .endsWith(" ...");
    assertThat(ended.said()).hasSizeLessThan(2100);
  }

  @Test
  void it_ends_with_who_waits_for_it() throws Exception {
    Path pid = directory.resolve("pid");
    PgProgram endless = shell("echo $$ > '" + pid + "'; exec sleep 600");
    Thread waiting = Thread.currentThread();
    Thread signal =
        new Thread(
            () -> {
              while (!holdsNumber(pid)) {
                Thread.onSpinWait();
              }
              waiting.interrupt();
            });
    signal.start();
    assertThatThrownBy(() -> endless.run(InputStream::readAllBytes))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertEnds(pid);
  }

  @Test
  void it_ends_when_its_output_cannot_be_taken() throws Exception {
    Path pid = directory.resolve("pid");
    PgProgram endless = shell("echo $$ > '" + pid + "'; echo row; exec sleep 600");
    assertThatThrownBy(
            () ->
                endless.run(
                    out -> {
                      assertThat(out.read()).isEqualTo('r');
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertEnds(pid);
  }

  private static void assertEnds(Path pid) throws Exception {
    long number = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle process = ProcessHandle.of(number).orElse(null);
    if (process != null) {
      assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static boolean holdsNumber(Path file) {
    try {
      return Files.readString(file).endsWith("\n");
    } catch (IOException e) {
      return false;
    }
  }

  private static PgProgram shell(String script) {
    return new PgProgram(
        List.of("/bin/sh", "-c", script),
        Map.of("PGHOST", "h", "PGPASSWORD", "a secret"),
        List.of("a secret"));
  }
}
