package org.auditledger.doctor;

/**
 * What can endanger a ledger, beyond what verifying finds about its history and its protection. The
 * names are stable.
 */
public enum Ailment {
  NOT_ADOPTED(
      Subject.MIGRATIONS,
      Grade.WARNING,
      "nothing records what protects it, what was sealed, or what was done to it",
      "audit-ledger migrate plan shows what adopting it would do; back it up first"),
  SCHEMA_UNKNOWN(
      Subject.MIGRATIONS,
      Grade.DANGER,
      "somebody changed it, so that it can neither be adopted nor upgraded",
      "audit-ledger migrate plan lists each difference; put it right first"),
  MIGRATIONS_BEHIND(
      Subject.MIGRATIONS,
      Grade.WARNING,
      "what newer versions prevent is not prevented here",
      "audit-ledger migrate plan shows what an upgrade would do; back the ledger up first"),
  MIGRATION_UNFINISHED(
      Subject.MIGRATIONS,
      Grade.WARNING,
      "a migration died on the way, or is under way at this moment",
      "if nobody is at it: audit-ledger migrate recover"),
  TOOL_OLDER(
      Subject.MIGRATIONS,
      Grade.WARNING,
      "this program is older than the ledger and does not know all that is in effect",
      "look again with the program that upgraded it"),

  NEVER_SEALED(
      Subject.SEALS,
      Grade.WARNING,
      "nobody could show that entries were changed, or are gone",
      "audit-ledger checkpoint create, on the host that has the key"),
  SEAL_OVERDUE(
      Subject.SEALS,
      Grade.WARNING,
      "what is not sealed can be changed or cut off without a trace; the job that seals may be"
          + " dead",
      "audit-ledger checkpoint create, on the host that has the key; then see why its job did not"),

  NEVER_BACKED_UP(
      Subject.BACKUPS,
      Grade.WARNING,
      "no statement in the journal tells of a backup, so there may be none",
      "audit-ledger backup --output FILE"),
  BACKUP_OVERDUE(
      Subject.BACKUPS,
      Grade.WARNING,
      "all that came since would be lost with the server; the job that backs up may be dead",
      "audit-ledger backup --output FILE; then see why its job did not"),

  NO_KEY_CAN_SIGN(
      Subject.KEYS,
      Grade.DANGER,
      "the keys that are trusted here are retired, or are not this ledger's",
      "audit-ledger keys list shows which keys there are; give the ledger's own to --trust"),
  SIGNING_KEY_UNUSABLE(
      Subject.KEYS,
      Grade.DANGER,
      "with this key nothing can be sealed, and nothing recorded",
      "put that right; audit-ledger keys list shows which keys there are"),
  ONE_KEY_ONLY(
      Subject.KEYS,
      Grade.NOTE,
      "if it is lost, nobody can seal this ledger any more, not even to register another",
      "make a second one, register it and keep it elsewhere: audit-ledger keys generate"),

  BUFFER_REFUSES(
      Subject.PARTITIONS,
      Grade.DANGER,
      "no partition takes the records of now: every insert into the buffer fails",
      "audit-ledger partitions create; then see why its job did not"),
  PARTITIONS_RUN_OUT(
      Subject.PARTITIONS,
      Grade.WARNING,
      "where partitions end, inserts into the buffer fail; the job that makes them may be dead",
      "audit-ledger partitions create; then see why its job did not"),
  DEFAULT_PARTITION(
      Subject.PARTITIONS,
      Grade.WARNING,
      "what it takes is never let go, and is in the way of the partitions that should take it",
      "detach it; insert what it holds again, when there are partitions for it"),
  RETENTION_OVERDUE(
      Subject.PARTITIONS,
      Grade.WARNING,
      "records are kept longer than they may be; the job that lets them go may be dead",
      "audit-ledger retention plan shows what may go; then see why its job did not"),
  RETENTION_UNFINISHED(
      Subject.PARTITIONS,
      Grade.WARNING,
      "a retention run that began to drop it did not come to its end",
      "audit-ledger retention plan shows what the next run does; that run goes on"),
  RETENTION_TROUBLE(
      Subject.PARTITIONS,
      Grade.WARNING,
      "no run can put that right by itself",
      "audit-ledger retention plan says more"),
  DROPS_UNWITNESSED(
      Subject.PARTITIONS,
      Grade.NOTE,
      "the database's own function dropped partitions, and nobody who signs has seen it",
      "the next audit-ledger retention apply puts it down"),

  OWNER_CONNECTED(
      Subject.ROLES,
      Grade.WARNING,
      "whoever has that session can switch off all that protects the ledger; so can who breaks in",
      "let applications connect as a role that is only in ledger_writer"),
  GRANTED_BEYOND(
      Subject.ROLES,
      Grade.WARNING,
      "nobody but the owner needs that; the guards refuse it as long as they are in place",
      "revoke it, as the owner"),
  GUARDS_BYPASSED(
      Subject.ROLES,
      Grade.WARNING,
      "whoever logs in as that role can get around what protects the ledger",
      "take that from it, or let it not log in"),
  OWNER_LOGS_IN(
      Subject.ROLES,
      Grade.NOTE,
      "whoever logs in as the owner can switch off all that protects the ledger",
      "hand it over to a role that cannot: audit-ledger doctor --hand-over"),
  REPLICATION_ROLE_SET(
      Subject.ROLES,
      Grade.DANGER,
      "triggers that are not ENABLE ALWAYS, and foreign keys, do nothing in such sessions",
      "reset it: ALTER ROLE ... RESET session_replication_role; find out who set it"),

  FSYNC_OFF(
      Subject.DURABILITY,
      Grade.DANGER,
      "when the machine stops, entries that were committed are lost, or all of the database is",
      "ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf()"),
  FULL_PAGE_WRITES_OFF(
      Subject.DURABILITY,
      Grade.DANGER,
      "when the machine stops while a page is written, the page is torn, and its entries with it",
      "ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf()"),
  COMMITS_NOT_DURABLE(
      Subject.DURABILITY,
      Grade.WARNING,
      "a writer is told that its entry is there before it is on the disk: a crash takes it back",
      "set synchronous_commit to on where it is off, and reload"),
  CHECKSUMS_OFF(
      Subject.DURABILITY,
      Grade.WARNING,
      "what the disk damages is read as if nothing were, until verify reads it",
      "stop the server and run: pg_checksums --enable"),
  DAMAGE_IGNORED(
      Subject.DURABILITY,
      Grade.DANGER,
      "pages that are damaged are taken for empty or for good, and are written back so",
      "reset it, and restart; then audit-ledger verify"),
  SYNC_STANDBY_MISSING(
      Subject.DURABILITY,
      Grade.DANGER,
      "commits wait for a standby that is not there: every append hangs",
      "bring the standby back, or empty synchronous_standby_names and reload"),
  ARCHIVING_FAILS(
      Subject.DURABILITY,
      Grade.WARNING,
      "the disk fills up with what cannot be archived, and there is no way back to a point in time",
      "put archive_command right: the server's log has what it said"),
  ARCHIVING_OFF(
      Subject.DURABILITY,
      Grade.NOTE,
      "there is no way back to a point in time: what came after the last backup is on this server"
          + " alone",
      "archive the WAL, or have a standby, or back up more often"),
  SLOT_UNUSED(
      Subject.DURABILITY,
      Grade.WARNING,
      "the server keeps all WAL for whoever used that slot, until the disk is full",
      "bring that standby back, or: SELECT pg_drop_replication_slot(NAME)"),

  AUTOVACUUM_OFF(
      Subject.SERVER,
      Grade.WARNING,
      "nothing freezes old rows, until the server refuses to write",
      "ALTER SYSTEM SET autovacuum = on; SELECT pg_reload_conf()"),
  WRAPAROUND_NEAR(
      Subject.SERVER,
      Grade.WARNING,
      "vacuum does not keep up: at 2,100 million the server refuses to write",
      "find what holds it up (old transactions, slots, prepared ones); VACUUM (FREEZE) the"
          + " database"),
  WRAPAROUND_IMMINENT(
      Subject.SERVER,
      Grade.DANGER,
      "at 2,100 million the server refuses to write",
      "now: end what holds vacuum up, and VACUUM (FREEZE) the database"),
  CONNECTIONS_SCARCE(
      Subject.SERVER,
      Grade.WARNING,
      "the next writer, or the job that seals, may not get in",
      "find out who has them; raise max_connections, or put a pooler in session mode before it"),
  STANDBY(
      Subject.SERVER,
      Grade.NOTE,
      "what is said here is what has arrived; nothing can be appended, sealed or recorded here",
      "to do something about the rest, name the server that takes writes"),
  MINOR_OLD(
      Subject.SERVER,
      Grade.WARNING,
      "a newer one was tested here, and what is fixed since can lose data",
      "update the server's packages, and restart it"),
  VERSION_UNSUPPORTED(
      Subject.SERVER,
      Grade.WARNING,
      "nobody repairs what is found in it, and that includes what loses data",
      "upgrade to a version that is maintained, with pg_upgrade or backup and restore"),
  VERSION_UNTESTED(
      Subject.SERVER,
      Grade.WARNING,
      "this program is older than the server, and was never tried on it",
      "try it on a copy: audit-ledger drill; look for a newer release"),
  COLLATION_CHANGED(
      Subject.SERVER,
      Grade.WARNING,
      "indexes on text are in another order than the server expects: it may miss rows, or admit"
          + " two",
      "REINDEX the database, then: ALTER DATABASE ... REFRESH COLLATION VERSION"),
  INDEX_INVALID(
      Subject.SERVER,
      Grade.WARNING,
      "it was being built when something died: it costs writers, and serves nobody",
      "audit-ledger migrate recover; or REINDEX INDEX CONCURRENTLY it"),
  CLOCKS_DIFFER(
      Subject.SERVER,
      Grade.WARNING,
      "times of entries and seals are off; beyond a minute retention does nothing",
      "have both machines ask a time server");

  private final Subject subject;
  private final Grade grade;
  private final String why;
  private final String next;

  Ailment(Subject subject, Grade grade, String why, String next) {
    this.subject = subject;
    this.grade = grade;
    this.why = why;
    this.next = next;
  }

  /** What it is about. */
  public Subject subject() {
    return subject;
  }

  /** How bad it is. */
  public Grade grade() {
    return grade;
  }

  /** Why that endangers the ledger, in words. */
  public String why() {
    return why;
  }

  /** What to do about it, in words. */
  public String next() {
    return next;
  }
}
