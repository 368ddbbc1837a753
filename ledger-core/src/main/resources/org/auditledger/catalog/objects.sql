-- What belongs to a ledger, for the two queries that follow this text: the relations of its names and their sequences,
-- the functions of its names and those that its relations call, its partitions. The search path is pinned to
-- pg_catalog, the ledger's schema and pg_temp, so that every name prints relative to that schema.
with recursive asked as (
  select
    {schema}::text as schema_name,
    {relations}::text[] as relation_names,
    {functions}::text[] as function_names,
    {wandering_columns}::text[] as wandering_columns,
    {guard_names}::text[] as guard_names,
    {guard_definitions}::text[] as guard_definitions
),
home as (
  select n.* from pg_namespace n join asked a on n.nspname = a.schema_name
),
named_relation as (
  select c.oid from pg_class c join home h on h.oid = c.relnamespace, asked a where c.relname = any (a.relation_names)
),
used_sequence as (
  select d.objid as oid
  from pg_depend d
  join named_relation r on r.oid = d.refobjid
  where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
    and d.refobjsubid > 0 and d.deptype in ('a', 'i')
  union
  select d.refobjid
  from pg_attrdef e
  join named_relation r on r.oid = e.adrelid
  join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = e.oid
  where d.refclassid = 'pg_class'::regclass and d.refobjsubid = 0
),
relation as (
  select
    c.*,
    c.oid::regclass::text as name,
    k.kind,
    case k.kind when 'partitioned table' then 'table' else k.kind end || ' ' || c.oid::regclass::text as title
  from pg_class c
  cross join lateral (
    select case c.relkind
      when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view'
      when 'f' then 'foreign table' when 'S' then 'sequence' when 'c' then 'composite type' else 'index'
    end as kind
  ) k
  where c.oid in (select oid from named_relation)
    or (c.relkind = 'S' and c.oid in (select oid from used_sequence))
),
dependent as (
  select 'pg_attrdef'::regclass as class, e.oid from pg_attrdef e join relation r on r.oid = e.adrelid
  union all
  select 'pg_constraint'::regclass, c.oid from pg_constraint c join relation r on r.oid = c.conrelid
  union all
  select 'pg_rewrite'::regclass, w.oid from pg_rewrite w join relation r on r.oid = w.ev_class
  union all
  select 'pg_policy'::regclass, p.oid from pg_policy p join relation r on r.oid = p.polrelid
  union all
  select 'pg_trigger'::regclass, t.oid from pg_trigger t join relation r on r.oid = t.tgrelid
  union all
  select 'pg_class'::regclass, i.indexrelid from pg_index i join relation r on r.oid = i.indrelid
),
routine as (
  select p.*, p.oid::regprocedure::text as name, 'function ' || p.oid::regprocedure::text as title
  from pg_proc p
  where (p.pronamespace = (select oid from home) and p.proname = any (select unnest(function_names) from asked))
    or (p.pronamespace <> 'pg_catalog'::regnamespace and p.oid in (
      select d.refobjid
      from dependent o
      join pg_depend d on d.classid = o.class and d.objid = o.oid and d.refclassid = 'pg_proc'::regclass))
),
part as (
  select
    c.*,
    r.oid as root,
    format('partition %s of %s', c.oid::regclass, r.name) as title
  from relation r
  cross join lateral pg_partition_tree(r.oid) t
  join pg_class c on c.oid = t.relid
  where r.relkind = 'p' and t.level > 0
),
-- Version 14 calls the triggers that a partition has from its parent internal. Those behind keys are another matter.
watch as (
  select t.*
  from pg_trigger t
  where (not t.tgisinternal or t.tgparentid <> 0)
    and not exists (select from pg_constraint c where c.oid = t.tgconstraint and c.contype <> 't')
),
