-- What the drop function looks up, tables that inherit included, as it does. A time that no statement can write is left
-- as PostgreSQL writes it: it is then no statement's.
select
  r.kind,
  r.position,
  r.name,
  case when pg_catalog.isfinite(r.first) and extract(year from f.utc) between 1 and 9999
    then pg_catalog.to_char(f.utc, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else r.first::text end,
  case when pg_catalog.isfinite(r.last) and extract(year from l.utc) between 1 and 9999
    then pg_catalog.to_char(l.utc, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else r.last::text end,
  r.number
from (
  select 'partition' as kind, p.position, p.name, p.lower_bound as first, p.upper_bound as last, null::bigint as number
  from audit_ledger.partitions p
  union all
  select 'retention', t.position, t.tenant_id, null, null, t.days
  from audit_ledger.retention t
  union all
  select 'hold', h.position, h.tenant_id, h.first_ts, h.last_ts, null
  from audit_ledger.holds h
  union all
  select 'release', e.position, null, null, null, e.hold
  from audit_ledger.hold_releases e
) r
cross join lateral (select r.first at time zone pg_catalog.make_interval() as utc) f
cross join lateral (select r.last at time zone pg_catalog.make_interval() as utc) l
