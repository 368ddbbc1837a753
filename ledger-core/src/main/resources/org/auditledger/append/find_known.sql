select e.sequence_number, e.entry_hash, e.timestamp, e.telemetry_id, e.telemetry_hash,
       e.verdict, e.rule_id, e.knowledge_graph_version, e.ski_model_version, e.reasoning, e.track{columns}
  from only public.ledger_entries e
 where e.telemetry_id = any (?)
 order by e.sequence_number
