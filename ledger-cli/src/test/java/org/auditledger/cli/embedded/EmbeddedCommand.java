package org.auditledger.cli.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that uses an embedded server, for tests that need several processes. */
final class EmbeddedCommand {

  private EmbeddedCommand() {}

  /** What to tell it, for it to open the server once more when it is ending. */
  static final String OPEN_AT_EXIT = "open at exit";

  /** Arguments: the directory, then places for the binaries. Closes at the end of its input. */
  public static void main(String... arguments) throws IOException {
    List<Path> caches = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      caches.add(Path.of(arguments[i]));
    }
    Path directory = Path.of(arguments[0]);
    long begin = System.nanoTime();
    try (EmbeddedServer server = open(directory, caches)) {
      say("opened " + server.port() + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(OPEN_AT_EXIT)) {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> openOnceMore(directory, caches)));
        }
        say("still here");
      }
    } catch (EmbeddedServerException e) {
      say("failed " + oneLine(e));
      System.exit(20);
    }
    say("closed");
  }

  private static EmbeddedServer open(Path directory, List<Path> caches) {
    return EmbeddedServer.open(directory, caches, line -> say("progress " + line));
  }

  private static void openOnceMore(Path directory, List<Path> caches) {
    try (EmbeddedServer server = open(directory, caches)) {
      say("opened at exit " + server.port());
    } catch (EmbeddedServerException e) {
      say("refused at exit: " + oneLine(e));
    }
  }

  private static String oneLine(EmbeddedServerException e) {
    return e.getMessage().replace("\n", " / ");
  }

  private static void say(String line) {
    System.out.println(line); // how the test, another process, sees what this one does
    System.out.flush();
  }
}
