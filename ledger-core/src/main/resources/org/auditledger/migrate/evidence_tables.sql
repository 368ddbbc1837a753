-- The tables that hold the ledger's data, and the partitions of one that has them: where each lies, and how many tuples
-- this transaction has written into it so far. A partitioned table itself lies nowhere.
with asked as (
  select c.oid, c.relname
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = ? and c.relname = any (?::text[]) and c.relkind in ('r', 'p')
),
held as (
  select a.relname as family, a.oid from asked a
  union
  select a.relname, t.relid from asked a cross join lateral pg_catalog.pg_partition_tree(a.oid) t
)
select
  h.family::text,
  c.relname::text,
  h.oid::bigint,
  coalesce(pg_catalog.pg_relation_filenode(h.oid), 0)::bigint,
  coalesce(pg_catalog.pg_relation_filenode(nullif(c.reltoastrelid, 0)), 0)::bigint,
  pg_catalog.pg_stat_get_xact_tuples_inserted(h.oid),
  pg_catalog.pg_stat_get_xact_tuples_updated(h.oid),
  pg_catalog.pg_stat_get_xact_tuples_deleted(h.oid),
  array(
    select case
      when a.attisdropped then pg_catalog.concat_ws(' ', a.attnum, 'dropped')
      else pg_catalog.concat_ws(' ', a.attnum, pg_catalog.quote_ident(a.attname),
        pg_catalog.format_type(a.atttypid, a.atttypmod),
        (select pg_catalog.quote_ident(l.collname) from pg_catalog.pg_collation l where l.oid = a.attcollation),
        a.attmissingval::text)
    end
    from pg_catalog.pg_attribute a
    where a.attrelid = h.oid and a.attnum > 0
    order by a.attnum)
from held h
join pg_catalog.pg_class c on c.oid = h.oid
order by h.family collate "C", c.relname collate "C"
