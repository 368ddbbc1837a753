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

  /** Arguments: the directory, then places for the binaries. Closes at the end of its input. */
  public static void main(String... arguments) throws IOException {
    List<Path> caches = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      caches.add(Path.of(arguments[i]));
    }
    long begin = System.nanoTime();
    try (EmbeddedServer server =
        EmbeddedServer.open(Path.of(arguments[0]), caches, line -> say("progress " + line))) {
      say("opened " + server.port() + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        say("still here");
      }
    } catch (EmbeddedServerException e) {
      say("failed " + e.getMessage().replace("\n", " / "));
      System.exit(20);
    }
    say("closed");
  }

  private static void say(String line) {
    System.out.println(line); // how the test, another process, sees what this one does
    System.out.flush();
  }
}
