package org.auditledger.checkpoint;

import java.nio.file.Path;
import org.auditledger.seal.TlogProof;

/** Where a proof is written to. What is there already is never overwritten. */
public record ProofFile(Path path) {

  /**
   * Writes the proof, whole or not at all. A file that holds exactly this one is left as it is.
   *
   * @throws SealException when there is another file, or it cannot be written
   */
  public void write(TlogProof proof) {
    new EvidenceFile(path, "proof", "name another place and ask for it again")
        .write(proof.encoded());
  }
}
