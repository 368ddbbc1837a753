package org.auditledger.chain;

import org.auditledger.entry.Digest;

/** One place where the chain does not hold. */
public sealed interface Break {

  /** The sequence number of the row at which it was noticed. */
  long sequence();

  /** Rows are missing: the row follows one whose number is not the one before its own. */
  record Gap(long sequence, long expected) implements Break {}

  /** A second row carries the number of the row before it. */
  record Repeated(long sequence) implements Break {}

  /** The row's number is lower than that of the row before it, or than any entry has. */
  record OutOfOrder(long sequence, long after) implements Break {}

  /** The row names another hash as its predecessor's than that row carries. */
  record WrongLink(long sequence, FoundHash claimed, FoundHash before) implements Break {}

  /** The row carries another hash than its content has. */
  record WrongHash(long sequence, FoundHash stored, Digest computed) implements Break {}

  /**
   * The row's content has no canonical form, so that no hash can be computed for it. Why it has
   * none is a finding about its content.
   */
  record NoCanonicalForm(long sequence) implements Break {}
}
