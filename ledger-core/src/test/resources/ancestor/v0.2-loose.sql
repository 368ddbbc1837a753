-- What the ancestor's separate buffer script leaves on a v0.2 ledger: a sixth column of buffer_summary, and a function
-- that drops partitions with its owner's rights and whatever search_path its caller has. (The function is written
-- anew here: what counts is its signature and what it lacks.)
create or replace view buffer_summary as
select tenant_id, count(*) as row_count, min(telemetry_ts) as oldest_record, max(telemetry_ts) as newest_record,
  count(distinct subject) as distinct_subjects,
  pg_size_pretty(sum(pg_column_size(measurement))) as total_measurement_bytes
from telemetry_buffer group by tenant_id;

create function drop_buffer_partitions_older_than(cutoff timestamptz) returns int as $$
declare
  part text;
  dropped int := 0;
begin
  for part in
    select inhrelid::regclass from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'telemetry_buffer'::regclass
      and substring(pg_get_expr(relpartbound, inhrelid) from 'TO \(''(.*)''\)')::timestamptz <= cutoff
  loop
    execute 'drop table ' || part;
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$ language plpgsql security definer;
revoke execute on function drop_buffer_partitions_older_than(timestamptz) from public;
grant execute on function drop_buffer_partitions_older_than(timestamptz) to ski_buffer_admin;
