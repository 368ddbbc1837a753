-- The indexes of the entries that the server may read, by name: the columns of each, and the one that has to have a
-- value where only such rows are in it. No columns where there is more to it than columns, or another predicate: what
-- somebody has written there is not run.
select
  c.relname,
  pg_catalog.quote_ident(c.relname),
  case when m.amname = 'btree' and i.indexprs is null and (i.indpred is null or p.attname is not null) then k.columns end,
  pg_catalog.quote_ident(p.attname)
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indexrelid
join pg_catalog.pg_am m on m.oid = c.relam
cross join lateral (
  select pg_catalog.array_agg(pg_catalog.quote_ident(a.attname) order by x.place) as columns
  from pg_catalog.unnest(i.indkey::smallint[]) with ordinality x (attnum, place)
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = x.attnum
) k
left join pg_catalog.pg_attribute p
  on p.attrelid = i.indrelid and p.attnum > 0 and not p.attisdropped
  and pg_catalog.pg_get_expr(i.indpred, i.indrelid) = pg_catalog.format('(%I IS NOT NULL)', p.attname)
where i.indrelid = pg_catalog.to_regclass('public.ledger_entries') and i.indisvalid
order by c.relname collate "C"
