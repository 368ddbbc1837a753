-- What is the same already is not touched, so that its time of change stays true.
with before as (
  select t.tenant_id, t.buffer_retention_days as days
    from public.tenants t
   where t.tenant_id = ?
     for update
), changed as (
  update public.tenants t
     set buffer_retention_days = n.days, updated_at = pg_catalog.now()
    from before b, (select ?::integer) n (days)
   where t.tenant_id = b.tenant_id and b.days <> n.days
)
select b.days from before b
