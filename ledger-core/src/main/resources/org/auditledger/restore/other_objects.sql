-- What people have made in this database, by name: in an empty one there is nothing. What came with an extension is
-- the extension's.
with home as (
  select n.oid, n.nspname
    from pg_catalog.pg_namespace n
   where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
), object (class, oid, title) as (
  select 'pg_catalog.pg_namespace'::regclass, h.oid, 'schema ' || pg_catalog.quote_ident(h.nspname)
    from home h
   where h.nspname <> 'public'
  union all
  select 'pg_catalog.pg_class'::regclass, c.oid, 'relation ' || pg_catalog.quote_ident(h.nspname) || '.' || pg_catalog.quote_ident(c.relname)
    from pg_catalog.pg_class c
    join home h on h.oid = c.relnamespace
   where c.relkind not in ('i', 'I', 'c')
  union all
  select 'pg_catalog.pg_proc'::regclass, p.oid, 'function ' || pg_catalog.quote_ident(h.nspname) || '.' || pg_catalog.quote_ident(p.proname)
    from pg_catalog.pg_proc p
    join home h on h.oid = p.pronamespace
  union all
  select 'pg_catalog.pg_operator'::regclass, o.oid, 'operator ' || pg_catalog.quote_ident(h.nspname) || '.' || o.oprname
    from pg_catalog.pg_operator o
    join home h on h.oid = o.oprnamespace
  union all
  select 'pg_catalog.pg_type'::regclass, t.oid, 'type ' || pg_catalog.quote_ident(h.nspname) || '.' || pg_catalog.quote_ident(t.typname)
    from pg_catalog.pg_type t
    join home h on h.oid = t.typnamespace
   where t.typelem = 0
     and (t.typrelid = 0 or exists (select from pg_catalog.pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
  union all
  select 'pg_catalog.pg_event_trigger'::regclass, e.oid, 'event trigger ' || pg_catalog.quote_ident(e.evtname)
    from pg_catalog.pg_event_trigger e
)
select o.title
  from object o
 where not exists (
   select
     from pg_catalog.pg_depend d
    where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
 order by o.title collate "C"
 limit ?
