select t.max_clock_skew_seconds from public.tenants t where t.tenant_id = ?
