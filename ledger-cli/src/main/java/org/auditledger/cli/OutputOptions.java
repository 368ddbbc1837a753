package org.auditledger.cli;

import picocli.CommandLine.Option;

/** {@link CommonOptions}, and {@code --output} for the form of the answer. */
final class OutputOptions extends CommonOptions {

  /** The forms of an answer; lower case, because that is how they are typed. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "Answer for people or for programs (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Override
  boolean json() {
    return super.json() || format == Format.json;
  }
}
