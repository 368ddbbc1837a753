-- Times in microseconds since 1970; none where a bound is open.
select d.drop_number,
       d.name,
       case when pg_catalog.isfinite(d.lower_bound) then (extract(epoch from d.lower_bound) * 1000000)::bigint end,
       case when pg_catalog.isfinite(d.upper_bound) then (extract(epoch from d.upper_bound) * 1000000)::bigint end,
       d.row_count,
       (extract(epoch from d.first_ts) * 1000000)::bigint,
       (extract(epoch from d.last_ts) * 1000000)::bigint,
       d.digest,
       d.dropped_by,
       (extract(epoch from d.dropped_at) * 1000000)::bigint
  from only audit_ledger.partition_drops d
 order by d.drop_number
