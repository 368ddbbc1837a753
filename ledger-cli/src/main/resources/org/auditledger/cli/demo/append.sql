-- As the ancestor appends: reads the newest entry, computes the next one's hash, inserts it. Where two
-- do so at once, the unique constraint refuses one of them.
with next as (
  select
    e.sequence_number + 1 as sequence_number,
    e.entry_hash::text as previous_hash,
    -- Never before the entry before it, whatever this machine's clock says.
    greatest(clock_timestamp(), e.timestamp + interval '1 millisecond') as timestamp,
    case when e.sequence_number % 10 = 0 then 'FLAG' else 'CLEAR' end as verdict,
    'so2-' || e.sequence_number + 1 as telemetry_id,
    encode(sha256(convert_to('so2-' || e.sequence_number + 1, 'UTF8')), 'hex') as telemetry_hash
  from public.ledger_entries e
  order by e.sequence_number desc
  limit 1
)
insert into public.ledger_entries (
  sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id, telemetry_hash, rule_id,
  knowledge_graph_version, ski_model_version, reasoning, track)
select
  n.sequence_number,
  n.previous_hash,
  encode(sha256(convert_to(
    '{"kg_version":"v0.1-demo","previous_hash":"' || n.previous_hash
    || '","reasoning":"written meanwhile","rule_id":"energy.so2.lte_100ppm","sequence_number":'
    || n.sequence_number
    || ',"ski_model_version":"0.1.0-alpha","telemetry_hash":"' || n.telemetry_hash
    || '","telemetry_id":"' || n.telemetry_id
    || '","timestamp":"' || to_char(t.utc, 'YYYY-MM-DD"T"HH24:MI:SS')
    || case when date_trunc('second', t.utc) = t.utc then '' else to_char(t.utc, '.US') end
    || '+00:00","track":"symbolic","verdict":"' || n.verdict || '"}', 'UTF8')), 'hex'),
  n.timestamp,
  n.verdict,
  n.telemetry_id,
  n.telemetry_hash,
  'energy.so2.lte_100ppm',
  'v0.1-demo',
  '0.1.0-alpha',
  'written meanwhile',
  'symbolic'
from next n
cross join lateral (select n.timestamp at time zone 'UTC' as utc) t
returning sequence_number, entry_hash::text
