package org.auditledger.cli;

import org.auditledger.migrate.Proof;
import picocli.CommandLine.Option;

/** How a command shows that it has changed no entry. */
final class ProofOption {

  /** The ways; lower case, because that is how they are typed. */
  enum Way {
    structural,
    sealed
  }

  @Option(
      names = "--prove",
      paramLabel = "structural|sealed",
      description =
          "How it is shown that no entry changed: by where rows lie, at once whatever their number;"
              + " or by the seal over every row before and after, while writers wait (default:"
              + " ${DEFAULT-VALUE}).")
  private Way way = Way.structural;

  Proof proof() {
    return way == Way.sealed ? Proof.SEALED : Proof.STRUCTURAL;
  }
}
