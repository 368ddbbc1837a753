-- The form of this query, and no setting, keeps every index out of it: an index may lie about which rows there are,
-- and the server would believe it. OFFSET keeps the subquery a query of its own, so that neither the condition nor the
-- order reaches the scan; ctid, which no index can return, keeps out even one that covers all columns. What remains
-- is the heap from end to end, and a sort.
select {columns}
  from (select t.ctid, t.* from only public.ledger_entries t offset 0) e
 where {condition}
 order by e.sequence_number, e.ctid
