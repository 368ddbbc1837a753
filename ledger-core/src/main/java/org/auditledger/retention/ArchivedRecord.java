package org.auditledger.retention;

import org.auditledger.seal.InclusionProof;

/** What became of looking for a record in an archive. */
public sealed interface ArchivedRecord {

  /**
   * It is there.
   *
   * @param form its row form, which is the leaf
   * @param proof leads from the leaf to the digest of the partition
   */
  record Found(String form, InclusionProof proof) implements ArchivedRecord {}

  /** There is none that is meant. */
  record Missing() implements ArchivedRecord {}

  /** So many are meant, and not one. */
  record Several(long count) implements ArchivedRecord {}
}
