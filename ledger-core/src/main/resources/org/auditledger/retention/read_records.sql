-- As with entries, the form of this query and no setting keeps every index out of it: an index may lie about which
-- records there are, and what it hides would be dropped without a trace. Two records with one key have an order, too.
select %1$s
  from (select t.ctid, t.* from only public.%2$s t offset 0) e
 order by e.tenant_id collate "C", e.telemetry_ts, e.id, e.ctid
