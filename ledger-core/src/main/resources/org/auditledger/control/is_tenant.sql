select exists (select from public.tenants t where t.tenant_id = ?)
