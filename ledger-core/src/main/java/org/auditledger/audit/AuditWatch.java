package org.auditledger.audit;

/** Is told how an audit gets on. It may be called by several threads, one at a time. */
public interface AuditWatch {

  /** Nobody watches. */
  AuditWatch NONE = (read, blocks) -> {};

  /**
   * So much of the table has been read.
   *
   * @param read how many of its blocks
   * @param blocks how many it has
   */
  void read(long read, long blocks);
}
