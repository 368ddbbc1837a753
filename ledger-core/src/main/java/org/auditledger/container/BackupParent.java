package org.auditledger.container;

import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;
import org.auditledger.seal.ConsistencyProof;
import org.auditledger.seal.ProofOutcome;

/**
 * The backup that an incremental one goes on from.
 *
 * @param manifest the digest of its manifest
 * @param size how many entries it ends with
 * @param proof that the entries of this one begin with those of that one: RFC 6962, 2.1.2
 */
public record BackupParent(Digest manifest, long size, List<Digest> proof) {

  public BackupParent {
    proof = List.copyOf(proof);
  }

  /** Whether a tree that this backup ends with begins with its parent's. */
  public ProofOutcome check(Digest parentRoot, long newSize, Digest newRoot) {
    return new ConsistencyProof(size, newSize, proof).check(parentRoot, newRoot);
  }

  Members toJson() {
    return new MembersWriter()
        .digest("manifest", manifest)
        .texts("proof", proof.stream().map(Digest::hex).toList())
        .count("size", size)
        .members();
  }

  static BackupParent read(MembersReader json) {
    return new BackupParent(json.digest("manifest"), json.count("size"), json.digests("proof"));
  }
}
