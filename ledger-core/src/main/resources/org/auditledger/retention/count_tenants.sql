select pg_catalog.count(*) from public.tenants
