-- why: Takes the buffer and schema_version away. The tenants stay, with the retention that was declared for them, and
--      the role stays: other databases of the server may use it. A buffer with rows is dropped only when
--      audit_ledger.buffer_backed_up, set in this transaction, says `<rows>/<highest id>` of a verified backup, and
--      that is what the buffer still holds.
-- locks: ACCESS EXCLUSIVE on public.telemetry_buffer (reads it) and on public.ledger_entries (does not read it)

lock table public.telemetry_buffer in access exclusive mode;

do $revert$
declare
  found text;
begin
  select pg_catalog.count(*) || '/' || pg_catalog.max(id) into found from public.telemetry_buffer;
  if found is not null
    and found is distinct from pg_catalog.current_setting('audit_ledger.buffer_backed_up', true)
  then
    raise exception 'V2 (telemetry_buffer) is not reverted: the buffer holds rows that are in no verified backup'
      using errcode = 'object_not_in_prerequisite_state',
        detail = pg_catalog.format('Rows and highest id in the buffer: %s; in the backup: %s.', found,
          coalesce(nullif(pg_catalog.current_setting('audit_ledger.buffer_backed_up', true), ''), 'none')),
        hint = 'Take a backup with the buffer in it, and name it to the downgrade.';
  end if;
end
$revert$;

drop function public.drop_buffer_partitions_older_than(timestamptz);
drop view public.buffer_summary;
drop table public.telemetry_buffer;
alter table public.ledger_entries drop column schema_version;
