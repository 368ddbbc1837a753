package org.auditledger.export;

/** Is told how far an export has come. */
public interface ExportWatch {

  /** So many entries are written, of so many; of 0 when nobody knows. */
  void entries(long done, long all);
}
