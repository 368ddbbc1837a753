-- How many bytes the tables have whose rows a backup takes; without their indexes.
select coalesce(pg_catalog.sum(pg_catalog.pg_table_size(c.oid)), 0)::bigint
  from pg_catalog.pg_class c
 where c.oid = any (array[
         pg_catalog.to_regclass('public.ledger_entries'),
         pg_catalog.to_regclass('public.tenants'),
         pg_catalog.to_regclass('audit_ledger.journal'),
         pg_catalog.to_regclass('audit_ledger.checkpoints')]::oid[])
    or (? and c.oid in (
         select i.inhrelid
           from pg_catalog.pg_inherits i
          where i.inhparent = pg_catalog.to_regclass('public.telemetry_buffer')))
