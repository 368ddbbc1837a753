package org.auditledger.verify;

/** What kinds of findings there are. The names are stable. */
public enum FindingCode {
  ENTRIES_MISSING(
      "a row was deleted, or never arrived",
      "look for the missing entries in a backup",
      Area.CHAIN),
  ENTRY_REPEATED(
      "a row was inserted beside the chain, or a unique index was lost",
      "compare both rows with a backup; do not append",
      Area.CHAIN),
  ENTRY_OUT_OF_ORDER(
      "no writer gives an entry such a number, or the rows were not read in their order",
      "compare the row with a backup; do not append",
      Area.CHAIN),
  LINK_BROKEN(
      "the entry, or the one before it, was changed or replaced after it was appended",
      "compare both with a backup; do not append",
      Area.CHAIN),
  ENTRY_HASH_WRONG(
      "its content was changed after it was appended, or its hash was",
      "compare the entry with a backup; do not append",
      Area.CHAIN),
  ENTRY_HASH_IMPOSSIBLE(
      "a column that is hashed holds what no writer stores",
      "compare the entry with a backup; do not append",
      Area.CHAIN),
  SECOND_OPINION_DIFFERS(
      "two verifiers that know nothing of each other judge the same rows differently",
      "report it with both findings; until it is understood, trust neither",
      Area.CHAIN),
  ENTRY_UNNUMBERED(
      "no writer leaves sequence_number out",
      "compare the row with a backup; do not append",
      Area.CONTENT),
  VALUE_WITHOUT_FORM(
      "no writer stores such a value",
      "compare the entry with a backup; do not append",
      Area.CONTENT),
  ENVELOPE_HASH_WRONG(
      "the envelope was changed after it was appended, or its hash was",
      "compare the entry with a backup",
      Area.CONTENT),
  ENVELOPE_INCOMPLETE(
      "a writer stores an envelope, its hash and its verifier status together or not at all",
      "compare the entry with a backup",
      Area.CONTENT),
  COLUMN_DIFFERS(
      "a column that repeats what the envelope or the transcript says was changed, or they were",
      "compare the entry with a backup",
      Area.CONTENT),
  TRANSCRIPT_INCOMPLETE(
      "a writer stores a transcript, its signature and the key's id together or not at all,"
          + " and with an envelope",
      "compare the entry with a backup",
      Area.CONTENT),
  TRANSCRIPT_MALFORMED(
      "no writer stores such a transcript", "compare the entry with a backup", Area.CONTENT),
  REQUEST_HASH_WRONG(
      "what the model was asked was changed, or its hash was",
      "compare the entry with a backup",
      Area.CONTENT),
  RESPONSE_HASH_WRONG(
      "what the model answered was changed, or its hash was",
      "compare the entry with a backup",
      Area.CONTENT),
  SIGNATURE_INVALID(
      "the transcript, its signature or the key's id was changed, or a forger signed it",
      "compare the entry with a backup",
      Area.CONTENT),
  KEY_RETIRED(
      "whoever writes still signs with a key that was retired, or it was stolen",
      "find out who signed, and when; let writers use another key",
      Area.CONTENT),
  SCHEMA_VERSION_WRONG(
      "schema_version was changed after the entry was appended, or the entry was put in by hand",
      "compare the entry with a backup",
      Area.CONTENT),

  LEDGER_MISSING(
      "the table was dropped, renamed or replaced",
      "find out who did; restore a backup; do not append",
      Area.HISTORY),
  JOURNAL_MISSING(
      "it was removed, or this is not the ledger that was meant",
      "check the connection string; compare with an anchor and a backup; do not append",
      Area.HISTORY),
  JOURNAL_BROKEN(
      "a statement of the ledger's own history was changed, removed or added",
      "compare the journal with an anchor and a backup; do not append",
      Area.HISTORY),
  DATABASE_UNEXPLAINED(
      "the database was copied, moved or restored, and no statement says so",
      "verify the ledger itself; if it was moved here: audit-ledger restore with its last backup",
      Area.HISTORY),
  CHECKPOINT_BROKEN(
      "a stored checkpoint was removed or changed, or one was stored that the journal lacks",
      "compare the database with an anchor and a backup",
      Area.HISTORY),
  TILE_CHANGED(
      "a tile is never changed once it is stored, so somebody did who owns the database",
      "compare the ledger with an anchor and a backup",
      Area.HISTORY),
  SEALED_ENTRIES_GONE(
      "the end of the ledger was cut off, or the ledger was emptied or rolled back",
      "restore the entries from a backup; do not append",
      Area.HISTORY),
  SEALED_ENTRY_CHANGED(
      "the entry was changed after it was sealed, and its hashes with it",
      "compare the entry with a backup; do not append",
      Area.HISTORY),
  SEAL_BROKEN(
      "entries were changed after they were sealed, and their hashes with them",
      "compare the ledger with a backup; do not append",
      Area.HISTORY),
  ROLLED_BACK(
      "the ledger was put back to an earlier time, or cut off",
      "keep the anchor: it shows what there was; find out what was restored, and when",
      Area.HISTORY),
  FORKED(
      "two histories exist: this one, and the one that the anchor is of",
      "keep the anchor; find out who signed the other history",
      Area.HISTORY),
  ANCHOR_OF_OTHER_LEDGER(
      "the ledger was replaced, or another one was meant",
      "check the connection string and the anchor's file",
      Area.HISTORY),
  MIGRATIONS_BROKEN(
      "the histories of migrations do not say what was recorded when they were made",
      "audit-ledger migrate verify names each; compare with a backup",
      Area.HISTORY),
  RECEIPTS_CONTRADICT(
      "two receipts of one partition, or one that cannot be true after what was said before:"
          + " somebody else signs with the ledger's key, or a program is wrong",
      "find out who signed them; keep the journal and an anchor of it",
      Area.HISTORY),
  CACHE_DIFFERS(
      "somebody wrote the tables by which the drop function knows partitions, retention and holds",
      "let nobody run drop_buffer_partitions_older_than; find out who did; put the rows right",
      Area.HISTORY),

  POSTURE_WEAKER(
      "somebody changed what protects the ledger, outside of any migration",
      "put it back; what is meant to stay is recorded by audit-ledger migrate verify"
          + " --accept-posture",
      Area.POSTURE),
  STRUCTURE_CHANGED(
      "somebody changed an object of the ledger outside of any migration",
      "put it back, or restore a backup; audit-ledger migrate recover records what is true",
      Area.POSTURE),
  ROWS_HIDDEN(
      "somebody turned row-level security on, and the server refuses what it would have to hide",
      "have it turned off; or verify as a role that sees all: the owner, or one with BYPASSRLS",
      Area.POSTURE),
  INDEX_LIES(
      "it was damaged, or rows were put into the table behind its back; who looks them up misses"
          + " them",
      "find out how; REINDEX it, and verify again",
      Area.POSTURE),
  PARTITION_MISSING(
      "somebody dropped or detached it outside of any retention run",
      "find out who did, and what it held; look for it in a backup",
      Area.POSTURE),
  PARTITION_UNRECORDED(
      "somebody attached it, or changed its bounds, outside of any run",
      "find out who did; what is meant to stay is recorded by audit-ledger migrate verify"
          + " --accept-posture",
      Area.POSTURE),
  PARTITION_LEFT_BEHIND(
      "a retention run that began to drop it did not come to its end, or somebody made a table of"
          + " its name",
      "run audit-ledger retention apply, which goes on where the run ended; else find out who did",
      Area.POSTURE);

  private final String why;
  private final String next;
  private final Area area;

  FindingCode(String why, String next, Area area) {
    this.why = why;
    this.next = next;
    this.area = area;
  }

  /** How that comes about, in words. */
  public String why() {
    return why;
  }

  /** What to do about it, in words. */
  public String next() {
    return next;
  }

  /** What it is part of. */
  public Area area() {
    return area;
  }
}
