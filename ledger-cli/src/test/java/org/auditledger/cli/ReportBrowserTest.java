package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A browser shows the page and has nothing to complain of. What the page would fetch, its policy
 * forbids, and a browser complains of that.
 */
@OnPostgres
class ReportBrowserTest {

  private static final String COMPLAINT = "CONSOLE";

  @TempDir private Path directory;

  @Test
  void a_browser_shows_it_in_light_and_in_dark_and_on_paper(TestDatabase database)
      throws Exception {
    Path browser = browser();
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    Path page = directory.resolve("page.html");
    assertThat(ledger.text("report", "--output", page.toString())).contains("300 of 300");

    Path light = directory.resolve("light.png");
    Path dark = directory.resolve("dark.png");
    Path paper = directory.resolve("paper.pdf");
    assertThat(said(browser, page, "--screenshot=" + light)).doesNotContain(COMPLAINT);
    assertThat(
            said(browser, page, "--screenshot=" + dark, "--blink-settings=preferredColorScheme=0"))
        .doesNotContain(COMPLAINT);
    assertThat(said(browser, page, "--print-to-pdf=" + paper)).doesNotContain(COMPLAINT);

    BufferedImage bright = ImageIO.read(light.toFile());
    assertThat(colors(bright)).isGreaterThan(50);
    assertThat(brightness(bright)).isGreaterThan(200);
    assertThat(brightness(ImageIO.read(dark.toFile()))).isLessThan(60);
    assertThat(Files.size(paper)).isGreaterThan(10_000);
    Path other = directory.resolve("other.html");
    Files.writeString(
        other, Files.readString(page).replace("<main>", "<main><img src='http://other.invalid/'>"));
    assertThat(said(browser, other, "--screenshot=" + directory.resolve("other.png")))
        .contains(COMPLAINT)
        .contains("Content Security Policy");
  }

  /** The first one there is. */
  private static Path browser() {
    List<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .flatMap(
                place ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .toList();
    // ReportCommandTest parses the page without one; .ci/run installs it.
    assumeTrue(!found.isEmpty(), "no Chromium here to look at the page with");
    return found.get(0);
  }

  private String said(Path browser, Path page, String... options) throws Exception {
    Path said = directory.resolve("said.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--window-size=1000,2000",
                "--user-data-dir=" + directory.resolve("browser")));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).isTrue();
    return Files.readString(said);
  }

  private static long colors(BufferedImage image) {
    return pixels(image).distinct().count();
  }

  private static double brightness(BufferedImage image) {
    return pixels(image)
        .mapToDouble(rgb -> ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3.0)
        .average()
        .orElseThrow();
  }

  private static IntStream pixels(BufferedImage image) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(all);
  }
}
