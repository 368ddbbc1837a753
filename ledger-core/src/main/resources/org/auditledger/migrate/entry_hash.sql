select e.entry_hash::text
  from only public.ledger_entries e
 where e.sequence_number = ?
