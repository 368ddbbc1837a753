-- What others keep beside the ledger in its schema. The ledger's own are these names, what is a partition of
-- them, and the sequences that go with them; what comes with an extension is never dumped.
with recursive own as (
  select c.oid
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relname = any (?)
  union
  select i.inhrelid
  from pg_catalog.pg_inherits i
  join own o on o.oid = i.inhparent
)
select c.relname
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public'
  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  and c.oid not in (select oid from own)
  and not exists (
    select
    from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::regclass
      and d.objid = c.oid
      and d.refclassid = 'pg_catalog.pg_class'::regclass
      and d.deptype in ('a', 'i')
      and d.refobjid in (select oid from own)
  )
order by 1
