-- In attnum order, which is the order of "select *" and of COPY; dropped columns are in neither.
select c.relkind::text,
       a.attname,
       a.atttypid::bigint,
       pg_catalog.format_type(a.atttypid, a.atttypmod)
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_attribute a
    on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where n.nspname = ? and c.relname = ?
 order by a.attnum
