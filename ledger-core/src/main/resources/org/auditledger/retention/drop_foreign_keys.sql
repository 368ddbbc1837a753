select pg_catalog.format('alter table public.%I drop constraint %I', c.relname, f.conname)
  from pg_catalog.pg_class c
  join pg_catalog.pg_constraint f on f.conrelid = c.oid
 where c.relnamespace = 'public'::pg_catalog.regnamespace and c.relname = ?::text
   and c.relkind = 'r' and not c.relispartition
   and f.contype = 'f' and f.conparentid = 0
 order by f.conname collate "C"
