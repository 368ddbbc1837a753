-- Any index may serve, and the entries come as they are read: who exports wants to have them, and leaves it to verify
-- to say whether an index lies.
select {columns}
  from only public.ledger_entries e
 where {conditions}
 order by e.sequence_number
 limit {limit}
