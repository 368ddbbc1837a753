package org.auditledger.lint;

import java.util.Locale;

/** What lint refuses. The names are stable: scripts look for them. */
public enum Rule {
  SET_NAME(
      "a file of a set that is not named like `deploy/V5__name.sql`; a `.conf` file too",
      "nobody would run it, or Flyway would read it as settings that undo what the engine relies"
          + " on",
      "name it so in deploy, revert, verify or prepare, or keep it out of the set"),
  SET_NUMBER(
      "two migrations with one number",
      "which of them ran would be a matter of luck",
      "give the newer one the next number"),
  SET_INCOMPLETE(
      "a migration without a deploy, revert or verify script of its name",
      "what cannot be checked or taken back cannot be approved",
      "add the file; a revert that must not happen raises an error that says why"),
  HEADER(
      "a deploy script without `-- why:`, `-- locks:` and `-- reversible:` at its head, a revert"
          + " script without the first two",
      "whoever approves it reads these lines, and the engine takes the locks that they name",
      "begin the file with them; reversible is lossless, refuses-if-data or forbidden"),
  UNFINISHED(
      "a line that still says FILL IN",
      "what `migrate create` wrote is a form and no migration",
      "write what belongs there, and take the words away"),
  UNREADABLE(
      "what is no SQL: a quote or comment that does not end, a command of psql",
      "what cannot be read cannot be approved, and the engine has no psql",
      "end it; write plain SQL"),
  DYNAMIC_SQL(
      "EXECUTE of a text that does not begin in the script; DO in another language than plpgsql",
      "what will run cannot be read before it runs",
      "write the statement as a constant, or as format('...', names) with the verb in the"
          + " constant"),
  TRANSACTION(
      "BEGIN, COMMIT, ROLLBACK, SAVEPOINT, VACUUM or an index CONCURRENTLY in a deploy, revert or"
          + " verify script",
      "script, evidence and receipt are one transaction, and what cannot run in one hangs or fails",
      "leave them out; what needs autocommit goes into a prepare script"),
  PREPARE(
      "anything but an index or a partition CONCURRENTLY in a prepare script",
      "what runs there has no receipt of its own and is not rolled back",
      "put it into the deploy script"),
  VERIFY(
      "a verify script that changes something, reads a table outside the catalog, or never raises",
      "it runs while locks are held, and a check that cannot fail shows nothing",
      "look into pg_catalog, and RAISE EXCEPTION when the migration is not in effect"),
  ROW_CHANGE(
      "UPDATE, DELETE, MERGE, TRUNCATE or ON CONFLICT DO UPDATE of a table that the script did not"
          + " make; INSERT or COPY into ledger_entries or telemetry_buffer",
      "a migration never changes what the ledger holds, and the append-only guards would stop it",
      "add a column with a constant default, or a view; data is appended by its writers"),
  DATA_DROP(
      "DROP of a table, schema, column or what a role owns, and DETACH PARTITION, of what the"
          + " script did not make; in a revert script that never raises",
      "what was recorded would be gone, without a retention receipt",
      "leave it, and hide it by a view; a revert looks first, and raises while there is data"),
  CASCADE(
      "CASCADE, wherever it stands",
      "it takes away what nobody has named: views, guards, constraints, rows",
      "name each object, newest first"),
  TYPE_CHANGE(
      "ALTER COLUMN ... TYPE, with or without USING",
      "it rewrites every row under a lock that stops everybody, and no row guard sees it",
      "add a new column of the new type, and leave the old one as it is"),
  REWRITE(
      "SET LOGGED or UNLOGGED, SET TABLESPACE or ACCESS METHOD, SET EXPRESSION, CLUSTER",
      "the table gets another file, and the proof that no row was touched is gone",
      "leave it; a tablespace or access method is chosen when a table is made"),
  VOLATILE_DEFAULT(
      "a new column of a standing table with a default that calls a function (other than now()), a"
          + " serial or identity column, or one that is generated and stored",
      "it rewrites every row under a lock that stops everybody, 11 s for a million rows",
      "a constant default, or none; SET DEFAULT to the function afterwards holds for new rows"
          + " only"),
  RENAME(
      "RENAME of a column or table, SET SCHEMA",
      "two swapped names forge every row, and the seal names columns",
      "add a view with the new name"),
  TIMESTAMP(
      "a column of type timestamp without time zone (not refused in the control set: Flyway's"
          + " tables have one)",
      "what it means depends on who reads it",
      "timestamptz"),
  BLOCKING_INDEX(
      "CREATE INDEX or REINDEX without CONCURRENTLY on a table that the script does not make and"
          + " has not found empty",
      "writers wait while the table is read",
      "build it CONCURRENTLY in prepare, and raise in deploy unless it is valid; deploy may build"
          + " it inside IF NOT EXISTS (SELECT FROM the table)"),
  SCAN(
      "a constraint on a standing table without NOT VALID (or USING INDEX), SET NOT NULL, and"
          + " VALIDATE in the script that adds it",
      "the table is read under a lock that stops everybody",
      "add it NOT VALID, which binds new rows at once, and VALIDATE it in the next version"),
  GUARD(
      "DROP, DISABLE or a mere ENABLE of a trigger, CREATE RULE, and setting"
          + " session_replication_role or track_counts",
      "the append-only guards or the evidence would be off, be it for a moment",
      "leave the guards on; a trigger is replaced by CREATE OR REPLACE and ENABLE ALWAYS"),
  SEARCH_PATH(
      "a function that the set leaves without SET search_path = pg_catalog, pg_temp",
      "whoever can create an object in a schema on the path decides what the function does",
      "write that line into CREATE FUNCTION, and qualify every table in the body"),
  UNQUALIFIED(
      "a table, view or function that is made or altered without its schema",
      "where it ends up depends on the session, and psql's is not the engine's",
      "public.name");

  private final String what;
  private final String why;
  private final String instead;

  Rule(String what, String why, String instead) {
    this.what = what;
    this.why = why;
    this.instead = instead;
  }

  /** Its stable name. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it refuses. */
  public String what() {
    return what;
  }

  /** Why. */
  public String why() {
    return why;
  }

  /** What to write instead. */
  public String instead() {
    return instead;
  }
}
