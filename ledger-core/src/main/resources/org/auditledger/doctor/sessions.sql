-- Who is in this database now, besides this program and what people look around and back up with.
select s.usename::text, s.application_name, count(*)
from pg_stat_activity s
where s.datname = current_database()
  and s.pid <> pg_backend_pid()
  and s.usename is not null
  and s.application_name !~* '^(audit-ledger|psql|pg_|pgadmin)'
group by 1, 2
order by 1, 2
