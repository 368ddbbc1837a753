package org.auditledger.checkpoint;

import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.TlogProof;
import org.auditledger.signature.VerifierKey;

/**
 * An entry, and the proof that it is in the ledger.
 *
 * @param hash of the entry, as the chain has it
 * @param log the checkpoint that the proof leads to
 * @param by who signed that checkpoint: whoever checks the proof has to trust one of them
 */
public record SealedEntry(
    TlogProof proof, long sequence, Digest hash, Checkpoint log, List<VerifierKey> by) {

  public SealedEntry {
    by = List.copyOf(by);
  }
}
