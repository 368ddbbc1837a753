-- A bound's text is printed as this session reads it, whatever its time zone is.
insert into audit_ledger.partitions (position, name, lower_bound, upper_bound)
select ?,
       c.relname,
       case
         when b.bound like 'FOR VALUES FROM (MINVALUE) TO %' then '-infinity'
         else pg_catalog.substring(b.bound, 'FROM [(]''([^'']*)''[)] TO')
       end::timestamptz,
       case
         when b.bound like '% TO (MAXVALUE)' then 'infinity'
         else pg_catalog.substring(b.bound, 'TO [(]''([^'']*)''[)]$')
       end::timestamptz
  from pg_catalog.pg_inherits i
  join pg_catalog.pg_class p on p.oid = i.inhparent
  join pg_catalog.pg_namespace n on n.oid = p.relnamespace
  join pg_catalog.pg_class c on c.oid = i.inhrelid
 cross join lateral (select pg_catalog.pg_get_expr(c.relpartbound, c.oid) as bound) b
 where n.nspname = 'public' and p.relname = 'telemetry_buffer'
   and not i.inhdetachpending
   and c.relname = any (?)
