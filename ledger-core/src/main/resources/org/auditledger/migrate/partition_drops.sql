-- What the drop function has recorded; the bounds as they print in a partition's own.
select
  d.name,
  pg_catalog.format('FOR VALUES FROM (%s) TO (%s)',
    case when d.lower_bound = '-infinity' then 'MINVALUE' else pg_catalog.quote_literal(d.lower_bound) end,
    case when d.upper_bound = 'infinity' then 'MAXVALUE' else pg_catalog.quote_literal(d.upper_bound) end),
  pg_catalog.format('by %s at %s', d.dropped_by, d.dropped_at),
  d.drop_number
from only audit_ledger.partition_drops d
