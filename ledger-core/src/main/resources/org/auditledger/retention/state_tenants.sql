-- For how many days each tenant's records are kept.
select t.tenant_id, t.buffer_retention_days
from public.tenants t
order by t.tenant_id collate "C"
