select exists (select from pg_catalog.pg_namespace where nspname = 'audit_ledger')
