-- The columns of a table, in their order.
select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
  from pg_catalog.pg_attribute a
 where a.attrelid = pg_catalog.to_regclass(?)
   and a.attnum > 0
   and not a.attisdropped
 order by a.attnum
