-- The tenants, and what an operator has set for each.
select t.tenant_id, t.display_name, t.buffer_retention_days, t.max_clock_skew_seconds
from public.tenants t
order by t.tenant_id collate "C"
limit ?
