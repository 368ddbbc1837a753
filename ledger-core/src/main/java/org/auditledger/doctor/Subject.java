package org.auditledger.doctor;

/** What is looked at, in the order in which it is said. */
public enum Subject {
  /** The ledger's own history: journal, seals, receipts. */
  HISTORY("history"),
  /** What protects it, against what was recorded. */
  PROTECTION("protection"),
  /** Which migrations are in effect. */
  MIGRATIONS("migrations"),
  /** How far, and how lately, entries are sealed. */
  SEALS("seals"),
  /** When the last backup was taken. */
  BACKUPS("backups"),
  /** Who can sign. */
  KEYS("keys"),
  /** Room for the records that come, and what should have gone. */
  PARTITIONS("partitions"),
  /** Who could get around what protects the ledger. */
  ROLES("roles"),
  /** Whether what is committed stays. */
  DURABILITY("durability"),
  /** The server's version and condition. */
  SERVER("server");

  private final String word;

  Subject(String word) {
    this.word = word;
  }

  /** Its name, for people and programs. */
  public String word() {
    return word;
  }
}
