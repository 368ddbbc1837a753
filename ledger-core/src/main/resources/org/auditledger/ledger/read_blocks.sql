-- A part of the heap, block by block, in the order in which it lies there: no index has a say in it.
select {columns}
  from only public.ledger_entries e
 where {condition}
