-- What who attacks a ledger brings along; gone with his session.

-- Makes the chain hold again from an entry on, as a forger would who knows how.
create function pg_temp.rehash(start bigint) returns void language plpgsql as $$
declare
  e record;
  link text;
  hash text;
begin
  select coalesce(max(entry_hash::text), repeat('0', 64)) into link
  from public.ledger_entries where sequence_number = start - 1;
  for e in select * from public.ledger_entries where sequence_number >= start order by sequence_number loop
    hash := encode(sha256(convert_to(
      '{"kg_version":' || coalesce(to_json(e.knowledge_graph_version)::text, 'null')
      || ',"previous_hash":' || to_json(link)::text
      || ',"reasoning":' || coalesce(to_json(e.reasoning)::text, 'null')
      || ',"rule_id":' || coalesce(to_json(e.rule_id)::text, 'null')
      || ',"sequence_number":' || e.sequence_number
      || ',"ski_model_version":' || to_json(e.ski_model_version)::text
      || ',"telemetry_hash":' || to_json(e.telemetry_hash::text)::text
      || ',"telemetry_id":' || to_json(e.telemetry_id)::text
      || ',"timestamp":"' || to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
      || case when date_trunc('second', e.timestamp) = e.timestamp then ''
           else to_char(e.timestamp at time zone 'UTC', '.US') end
      || '+00:00","track":' || coalesce(to_json(e.track)::text, 'null')
      || ',"verdict":' || to_json(e.verdict)::text || '}', 'UTF8')), 'hex');
    update public.ledger_entries set previous_hash = link, entry_hash = hash where id = e.id;
    link := hash;
  end loop;
end
$$;

-- One of the buffer's partitions; they have the names of days.
create function pg_temp.a_partition() returns text language sql as $$
  select min(inhrelid::regclass::text) from pg_inherits where inhparent = 'public.telemetry_buffer'::regclass
$$;

-- Runs a statement about it.
create function pg_temp.to_a_partition(statement text) returns void language plpgsql as $$
begin
  execute format(statement, pg_temp.a_partition());
end
$$;
