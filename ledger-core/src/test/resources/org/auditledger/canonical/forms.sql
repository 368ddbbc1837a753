-- The forms once more, as PostgreSQL alone computes them: to_json, to_char and sha256.

create table entries (
  sequence_number bigint primary key,
  id bigint not null,
  previous_hash char(64) not null,
  "timestamp" timestamptz not null,
  created_at timestamptz not null,
  verdict text not null,
  telemetry_id text not null,
  telemetry_hash char(64) not null,
  rule_id text,
  knowledge_graph_version text,
  ski_model_version text not null,
  reasoning text,
  track text,
  envelope_json jsonb
);

create function legacy(e entries) returns text language sql as $$
  select '{"kg_version":' || coalesce(to_json(e.knowledge_graph_version)::text, 'null')
    || ',"previous_hash":' || to_json(e.previous_hash::text)
    || ',"reasoning":' || coalesce(to_json(e.reasoning)::text, 'null')
    || ',"rule_id":' || coalesce(to_json(e.rule_id)::text, 'null')
    || ',"sequence_number":' || e.sequence_number
    || ',"ski_model_version":' || to_json(e.ski_model_version)
    || ',"telemetry_hash":' || to_json(e.telemetry_hash::text)
    || ',"telemetry_id":' || to_json(e.telemetry_id)
    || ',"timestamp":"' || to_char(e."timestamp" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    || case when date_trunc('second', e."timestamp") = e."timestamp" then ''
            else to_char(e."timestamp" at time zone 'UTC', '.US') end
    || '+00:00","track":' || coalesce(to_json(e.track)::text, 'null')
    || ',"verdict":' || to_json(e.verdict) || '}'
$$;

create function instant(t timestamptz) returns text language sql as $$
  select to_char(t at time zone 'UTC', '"\""YYYY-MM-DD"T"HH24:MI:SS.US"Z\""')
$$;

create function whole(e entries) returns text language sql as $$
  select '{"_form":"audit-ledger/row/1","created_at":' || instant(e.created_at)
    || coalesce(',"envelope_json":' || e.envelope_json::text, '')
    || ',"id":' || e.id
    || coalesce(',"knowledge_graph_version":' || to_json(e.knowledge_graph_version)::text, '')
    || ',"previous_hash":' || to_json(e.previous_hash::text)
    || coalesce(',"reasoning":' || to_json(e.reasoning)::text, '')
    || coalesce(',"rule_id":' || to_json(e.rule_id)::text, '')
    || ',"sequence_number":' || e.sequence_number
    || ',"ski_model_version":' || to_json(e.ski_model_version)
    || ',"telemetry_hash":' || to_json(e.telemetry_hash::text)
    || ',"telemetry_id":' || to_json(e.telemetry_id)
    || ',"timestamp":' || instant(e."timestamp")
    || coalesce(',"track":' || to_json(e.track)::text, '')
    || ',"verdict":' || to_json(e.verdict) || '}'
$$;

create view forms as
  select sequence_number, legacy_form, row_form,
    encode(sha256(convert_to(legacy_form, 'UTF8')), 'hex') as legacy_sha256,
    encode(sha256(convert_to(row_form, 'UTF8')), 'hex') as row_sha256
  from entries e, lateral (select legacy(e) as legacy_form, whole(e) as row_form) f;

create function reprint(t text) returns text language plpgsql as $$
begin
  return t::jsonb::text;
exception when others then
  return null;
end $$;
