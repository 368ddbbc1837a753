-- Each tenant's retention, and the one that the journal knows of.
select t.tenant_id, t.buffer_retention_days, (
  select r.days from audit_ledger.retention r
  where r.tenant_id = t.tenant_id order by r.position desc limit 1)
from public.tenants t
order by t.tenant_id collate "C"
