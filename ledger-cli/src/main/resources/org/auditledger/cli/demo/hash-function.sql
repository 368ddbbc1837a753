create function pg_temp.hash_of(entry public.ledger_entries) returns text language sql as $$
  select encode(sha256(convert_to(
    '{"kg_version":' || coalesce(to_json(entry.knowledge_graph_version)::text, 'null')
    || ',"previous_hash":' || to_json(entry.previous_hash::text)::text
    || ',"reasoning":' || coalesce(to_json(entry.reasoning)::text, 'null')
    || ',"rule_id":' || coalesce(to_json(entry.rule_id)::text, 'null')
    || ',"sequence_number":' || entry.sequence_number::text
    || ',"ski_model_version":' || to_json(entry.ski_model_version)::text
    || ',"telemetry_hash":' || to_json(entry.telemetry_hash::text)::text
    || ',"telemetry_id":' || to_json(entry.telemetry_id)::text
    || ',"timestamp":"' || to_char(entry.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    || case when date_trunc('second', entry.timestamp) = entry.timestamp then ''
       else to_char(entry.timestamp at time zone 'UTC', '.US') end
    || '+00:00","track":' || coalesce(to_json(entry.track)::text, 'null')
    || ',"verdict":' || to_json(entry.verdict)::text || '}', 'UTF8')), 'hex')
$$;
