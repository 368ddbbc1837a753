select exists (
  select
  from pg_catalog.pg_class as relation
  join pg_catalog.pg_namespace as schema on schema.oid = relation.relnamespace
  where schema.nspname = 'audit_ledger' and relation.relname = ?
)
