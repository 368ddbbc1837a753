insert into audit_ledger.retention (position, tenant_id, days)
select r.position, r.tenant_id, r.days
  from rows from (
         pg_catalog.unnest(?::bigint[]),
         pg_catalog.unnest(?::text[]),
         pg_catalog.unnest(?::integer[])
       ) r (position, tenant_id, days)
