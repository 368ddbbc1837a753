package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of classes that the launcher puts into its archive beside those that it sees itself. */
class ArchivedClassesTest {

  private static final Path LIST =
      Checkout.root().resolve("ledger-cli/src/main/launcher/verify.classes");

  private static final String LAMBDA_OF_OURS = "@lambda-proxy org/auditledger/";

  @Test
  void the_list_is_of_this_program_and_not_of_an_older_one() throws IOException {
    List<String> ours =
        Files.readAllLines(LIST).stream()
            .filter(line -> line.startsWith(LAMBDA_OF_OURS))
            .map(line -> line.split(" ", -1)[1].replace('/', '.'))
            .distinct()
            .toList();
    List<String> gone = ours.stream().filter(name -> !exists(name)).toList();
    assertThat(ours).hasSizeGreaterThan(50);
    // A few cost nothing; with many the archive is worth little: make it anew, as it says itself.
    assertThat(gone).hasSizeLessThan(ours.size() / 10);
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, ArchivedClassesTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
