-- The tables that are read: what each is, and whether policies would hide rows of it from this role. The second is
-- asked for and not tried, as with row_security off the server raises.
select
  t.schema || '.' || t.name,
  c.relkind is not distinct from 'r',
  coalesce(pg_catalog.row_security_active(c.oid), false)
from (values
  ('public', 'ledger_entries'),
  ('audit_ledger', 'journal'),
  ('audit_ledger', 'checkpoints'),
  ('audit_ledger', 'tiles'),
  ('audit_ledger', 'documents'),
  ('audit_ledger', 'partitions'),
  ('audit_ledger', 'retention'),
  ('audit_ledger', 'holds'),
  ('audit_ledger', 'hold_releases'),
  ('audit_ledger', 'partition_drops'),
  ('audit_ledger', 'control_history'),
  ('audit_ledger', 'ledger_history')) t (schema, name)
left join pg_catalog.pg_namespace n on n.nspname = t.schema
left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = t.name
