-- How large a table is, with its partitions: rows as the last ANALYZE or VACUUM has left the estimate.
with part as (
  select pg_catalog.to_regclass(?) as oid
  union
  select t.relid from pg_catalog.pg_partition_tree(pg_catalog.to_regclass(?)) t
)
select
  pg_catalog.sum(greatest(c.reltuples, pg_catalog.pg_stat_get_live_tuples(c.oid), 0))::bigint,
  pg_catalog.sum(pg_catalog.pg_table_size(c.oid))::bigint
from part p
join pg_catalog.pg_class c on c.oid = p.oid
