select coalesce(pg_catalog.array_agg(t.name), array[]::text[])
from pg_catalog.unnest(array['partitions', 'retention', 'holds', 'hold_releases']) t (name)
where pg_catalog.to_regclass('audit_ledger.' || t.name) is null
