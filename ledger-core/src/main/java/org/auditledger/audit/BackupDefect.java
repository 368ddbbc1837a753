package org.auditledger.audit;

/**
 * What a backup says of itself, and what is in it, differ. Whoever made the file did it so: a byte
 * that changed since is a {@link org.auditledger.backup.BackupException}.
 *
 * @param file in which
 * @param detail what was found and what it says
 */
public record BackupDefect(Code code, String file, String detail) {

  /** What kinds there are. The names are stable. */
  public enum Code {
    /** It is of another ledger than its header or its journal. */
    NAME_DIFFERS,
    /** It has more entries, or fewer, or other members for them. */
    COUNT_DIFFERS,
    /** The chain ends elsewhere. */
    HEAD_DIFFERS,
    /** The entries have another root. */
    ROOT_DIFFERS,
    /** The journal ends elsewhere, or does not go on from that of the backup before. */
    JOURNAL_DIFFERS,
    /** The documents of the schema are others. */
    SCHEMA_DIFFERS
  }
}
