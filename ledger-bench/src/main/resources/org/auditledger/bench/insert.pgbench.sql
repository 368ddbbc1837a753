-- One entry by one of pgbench's clients: as large as ours. Of hashes only the one that is in an index is made.
\set n :n + 1
\set sequence :client_id * 1000000000 + :n
insert into public.unchained_entries (
  sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id, telemetry_hash, rule_id,
  knowledge_graph_version, ski_model_version, reasoning, track, created_at, schema_version)
values (
  :sequence, repeat('0', 64), md5(':sequence') || md5('x:sequence'), now(), 'CLEAR', 'telemetry-:sequence',
  repeat('0', 64), 'energy.so2.lte_100ppm', '2026-1', '0.1.0-alpha',
  'reading :sequence is compared with the limit of its permit; the mean of the last hour stands against what the'
    ' permit allows, the sensor was calibrated in time, and nothing else in the plant says otherwise',
  'symbolic', now(), '0.2.0');
