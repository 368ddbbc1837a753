package org.auditledger.backup;

/** Is told how far a backup has come. */
public interface BackupWatch {

  /** A step has begun, in words. */
  void step(String what);

  /** So many entries of so many were judged. */
  void entries(long done, long all);
}
