-- why: Takes the control schema's tables away while nothing was recorded in them. control_history stays: it belongs
--      to the tool that is about to write the revert into it. So does the schema, and the role.
-- locks: ACCESS EXCLUSIVE on the tables of schema audit_ledger; nothing of the ledger

do $revert$
declare
  held name;
  occupied boolean;
begin
  foreach held in array array['journal', 'checkpoints', 'tiles', 'documents', 'partition_drops', 'ledger_history'] loop
    execute pg_catalog.format('lock table audit_ledger.%I in access exclusive mode', held);
    execute pg_catalog.format('select exists (select from audit_ledger.%I)', held) into occupied;
    if occupied then
      raise exception 'V1 (audit_ledger) is not reverted: audit_ledger.% holds records', held
        using errcode = 'object_not_in_prerequisite_state',
          hint = 'The ledger''s own history is never dropped by a migration.';
    end if;
  end loop;
end
$revert$;

drop table audit_ledger.hold_releases;
drop table audit_ledger.holds;
drop table audit_ledger.retention;
drop table audit_ledger.partitions;
drop table audit_ledger.partition_drops;
drop table audit_ledger.documents;
drop table audit_ledger.tiles;
drop table audit_ledger.checkpoints;
drop table audit_ledger.journal;
drop table audit_ledger.ledger_history;
drop trigger refuse_change on audit_ledger.control_history;
drop trigger refuse_truncate on audit_ledger.control_history;
drop function audit_ledger.refuse_change();
