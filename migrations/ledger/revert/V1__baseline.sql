-- why: Takes the empty ledger away. The role stays: other databases of the server may use it.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries

lock table public.ledger_entries in access exclusive mode;

do $revert$
begin
  if exists (select from public.ledger_entries) then
    raise exception 'V1 (baseline) is not reverted: ledger_entries holds entries'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'A ledger that holds entries is never dropped by a migration.';
  end if;
end
$revert$;

drop view public.ledger_chain_linkage;
drop view public.ledger_summary;
drop view public.coverage_register;
drop table public.ledger_entries;
drop function public.ledger_block_update_delete();
