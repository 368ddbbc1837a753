insert into audit_ledger.holds (position, tenant_id, first_ts, last_ts)
select h.position, h.tenant_id, h.first_ts::timestamptz, h.last_ts::timestamptz
  from rows from (
         pg_catalog.unnest(?::bigint[]),
         pg_catalog.unnest(?::text[]),
         pg_catalog.unnest(?::text[]),
         pg_catalog.unnest(?::text[])
       ) h (position, tenant_id, first_ts, last_ts)
