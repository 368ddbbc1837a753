package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactingWriterTest {

  private final StringWriter shown = new StringWriter();
  private final PrintWriter writer =
      new PrintWriter(
          new RedactingWriter(shown, new Redaction(List.of(), Map.of("PGPASSWORD", "hunter2"))));

  @Test
  void a_secret_that_arrives_in_pieces_is_still_one() {
    writer.print("it is hun");
    writer.print("ter2");
    writer.print(", is it?\nnext ");
    assertThat(shown.toString()).isEqualTo("it is ***, is it?\n");
  }

  @Test
  void a_prompt_passes_when_flushed() {
    writer.print("Passphrase: ");
    writer.flush();
    assertThat(shown.toString()).isEqualTo("Passphrase: ");
    writer.println("done");
    writer.flush();
    assertThat(shown.toString()).isEqualTo("Passphrase: done\n");
  }
}
