package org.auditledger.audit;

import java.util.List;

/** Every attack that somebody has thought of. One that is added here has to be shown. */
final class AttackList {

  static final List<String> NAMES =
      """
      a logical-replication subscription that writes the table
      an overloaded function in public
      two column names swapped
      a column dropped and added again with a forged default
      DISABLE TRIGGER
      DROP TRIGGER
      ENABLE TRIGGER ALL after a data-only restore
      session_replication_role=replica
      a forged entry under session_replication_role=replica
      a guard function replaced
      a BEFORE INSERT trigger that edits
      a BEFORE INSERT trigger that swallows
      a changed column default
      an entry of another schema version, and its column default put back
      RULE DO INSTEAD NOTHING
      TRUNCATE of the table
      TRUNCATE of a partition
      DROP of a partition without a receipt
      DETACH of a partition without a receipt
      ATTACH of a forged partition
      a partition attached again with other bounds
      a detached partition with a record of another drop
      a hold released for the drop function alone
      a retention for the drop function alone
      a partition taken from what the drop function knows
      an INHERITS child
      DROP of a column
      DROP of a column that is hashed
      a column renamed
      ALTER TYPE USING
      a volatile DEFAULT
      the table renamed
      a look-alike table in its place
      a foreign table in its place
      a view in its place
      a partitioned table in its place
      a view replaced
      row-level security that hides rows
      a constraint dropped
      a constraint NOT VALID
      an index dropped
      SET UNLOGGED
      owner changed
      a grant
      a membership
      a search_path attack on a SECURITY DEFINER function
      the search_path of a SECURITY DEFINER function taken off
      UPDATE
      UPDATE by who may insert
      DELETE
      MERGE
      ON CONFLICT DO UPDATE
      a cascade
      a cascade in waiting
      an edit of the heap with triggers off
      one row changed where no hash of its own covers it
      one row deleted
      two rows swapped
      a row inserted in the middle
      the whole chain rehashed forward
      the tail cut
      the ledger emptied
      an older backup restored in place
      a fork of the chain
      a fork, two heads seen by two auditors
      a journal statement removed
      a journal statement edited
      a checkpoint removed
      a tile edited
      a transcript moved to another row
      envelope and envelope_hash replaced together
      a lying index
      a key swapped in the database's own registry
      """
          .lines()
          .toList();

  private AttackList() {}
}
