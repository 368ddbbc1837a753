package org.auditledger.migrate;

/** A lock on a table, as PostgreSQL names it. */
enum LockMode {
  ACCESS_SHARE("nobody but who changes or drops the table"),
  ROW_SHARE("nobody but who changes or drops the table"),
  ROW_EXCLUSIVE("nobody but who changes the table or locks it"),
  SHARE_UPDATE_EXCLUSIVE("no reader and no writer, only other changes of the table and vacuum"),
  SHARE("writers"),
  SHARE_ROW_EXCLUSIVE("writers"),
  EXCLUSIVE("writers"),
  ACCESS_EXCLUSIVE("readers and writers");

  private final String blocks;

  LockMode(String blocks) {
    this.blocks = blocks;
  }

  /** Whom it keeps waiting, in words. */
  String blocks() {
    return blocks;
  }

  boolean stopsWriters() {
    return compareTo(SHARE) >= 0;
  }

  /** As SQL says it. */
  String sql() {
    return name().replace('_', ' ');
  }
}
