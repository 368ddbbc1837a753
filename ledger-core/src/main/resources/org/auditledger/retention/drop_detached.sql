-- Nothing for what is a partition, or has children.
select pg_catalog.format('drop table public.%I', c.relname)
  from pg_catalog.pg_class c
 where c.relnamespace = 'public'::pg_catalog.regnamespace and c.relname = ?::text
   and c.relkind = 'r' and not c.relispartition
   and not exists (select from pg_catalog.pg_inherits i where c.oid in (i.inhrelid, i.inhparent))
