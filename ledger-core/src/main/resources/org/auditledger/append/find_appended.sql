select e.sequence_number, e.id, e.entry_hash
  from only public.ledger_entries e
 where e.sequence_number between ? and ?
 order by e.sequence_number
