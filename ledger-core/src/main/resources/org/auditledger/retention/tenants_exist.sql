select pg_catalog.to_regclass('public.tenants') is not null
