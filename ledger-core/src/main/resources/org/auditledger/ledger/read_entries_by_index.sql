-- Bounded on both sides, so that the planner takes the index whatever it knows of the table.
select {columns}
  from only public.ledger_entries e
 where {condition}
 order by e.sequence_number
