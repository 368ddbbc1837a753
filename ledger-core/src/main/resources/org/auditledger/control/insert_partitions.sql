insert into audit_ledger.partitions (position, name, lower_bound, upper_bound)
select p.position, p.name, p.lower_bound::timestamptz, p.upper_bound::timestamptz
  from rows from (
         pg_catalog.unnest(?::bigint[]),
         pg_catalog.unnest(?::text[]),
         pg_catalog.unnest(?::text[]),
         pg_catalog.unnest(?::text[])
       ) p (position, name, lower_bound, upper_bound)
