-- The text of ledger_verify as it was released: the stored function belongs to whoever owns the database. A test holds
-- the two together. The session's search_path is pg_catalog, and the settings before it keep every index out.
with hashed as (
  select
    e.sequence_number as n,
    e.previous_hash::text as link,
    e.entry_hash::text as stored,
    case when extract(year from t.utc) between 1 and 9999 then
      encode(sha256(convert_to(
        '{"kg_version":' || coalesce(to_json(e.knowledge_graph_version)::text, 'null')
        || ',"previous_hash":' || to_json(e.previous_hash::text)::text
        || ',"reasoning":' || coalesce(to_json(e.reasoning)::text, 'null')
        || ',"rule_id":' || coalesce(to_json(e.rule_id)::text, 'null')
        || ',"sequence_number":' || e.sequence_number::text
        || ',"ski_model_version":' || to_json(e.ski_model_version)::text
        || ',"telemetry_hash":' || to_json(e.telemetry_hash::text)::text
        || ',"telemetry_id":' || to_json(e.telemetry_id)::text
        || ',"timestamp":"' || to_char(t.utc, 'YYYY-MM-DD"T"HH24:MI:SS')
        || case when date_trunc('second', t.utc) = t.utc then '' else to_char(t.utc, '.US') end
        || '+00:00","track":' || coalesce(to_json(e.track)::text, 'null')
        || ',"verdict":' || to_json(e.verdict)::text || '}', 'UTF8')), 'hex')
    end as computed
  from only public.ledger_entries e
  cross join lateral (select e.timestamp at time zone make_interval() as utc) t
  where (null::bigint is null or e.sequence_number >= null::bigint - 1)
    and (null::bigint is null or e.sequence_number <= null::bigint)
), linked as (
  select
    h.*,
    greatest(lag(h.n) over w, case when null::bigint > 1 then null::bigint - 2 else 0 end) as before,
    lag(h.stored) over w as before_stored,
    coalesce(h.n >= null::bigint, true) as asked
  from hashed h
  window w as (order by h.n, h.stored)
)
select d.*
from (
  select l.n, 'hash', l.stored, l.computed
  from linked l
  where l.asked and l.stored is distinct from l.computed
  union all
  select l.n, 'link', l.link, case when l.n = 1 then repeat('0', 64) else l.before_stored end
  from linked l
  where l.asked
    and (l.n = 1 or l.before = l.n - 1)
    and l.link is distinct from case when l.n = 1 then repeat('0', 64) else l.before_stored end
  union all
  select l.n, 'duplicate', l.stored, null
  from linked l
  where l.asked and l.n >= 1 and l.n = l.before and l.before_stored is not null
  union all
  select l.before + 1, 'missing', null, format('%s to %s', l.before + 1, l.n - 1)
  from linked l
  where l.asked and l.n > l.before + 1
  union all
  select l.n, 'number', l.n::text, 'from 1 on'
  from linked l
  where l.n < 1
  union all
  select e.top + 1, 'missing', null, format('%s to %s', e.top + 1, null::bigint)
  from (select coalesce(max(h.n), greatest(null::bigint, 1) - 1) as top from hashed h) e
  where e.top < null::bigint
) as d (n, defect, found, expected)
order by d.n, d.defect
