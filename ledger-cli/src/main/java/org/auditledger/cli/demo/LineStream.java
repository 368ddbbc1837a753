package org.auditledger.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a command says, line by line as it comes: passed on at once, and remembered. */
final class LineStream extends OutputStream {

  private final Consumer<String> reader;
  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LineStream(Consumer<String> reader) {
    this.reader = reader;
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      endLine();
    } else {
      begun.write(b);
    }
  }

  /** All of it, once it is said. */
  List<String> lines() {
    if (begun.size() > 0) {
      endLine();
    }
    return List.copyOf(lines);
  }

  private void endLine() {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    lines.add(line);
    reader.accept(line);
  }
}
