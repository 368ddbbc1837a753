-- Who could get around the guards. A superuser always can, and the owner; so can who may write files of the server or
-- run programs there, and until version 16 who may create roles, as he may make himself a member of any.
with owner as (
  select c.oid as ledger, c.relowner as oid
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relname = 'ledger_entries'
)
select
  r.rolname::text,
  r.rolsuper,
  r.rolcanlogin,
  r.oid = o.oid,
  pg_has_role(r.oid, o.oid, 'MEMBER'),
  has_table_privilege(r.oid, o.ledger, 'INSERT'),
  array(
    select p.power
    from (
      select 'CREATEROLE' as power
      where r.rolcreaterole and current_setting('server_version_num')::integer < 160000
      union all
      select s.rolname
      from pg_roles s
      where s.rolname in ('pg_write_server_files', 'pg_execute_server_program', 'pg_write_all_data')
        and pg_has_role(r.oid, s.oid, 'MEMBER')
    ) p
    order by p.power)
from pg_roles r
cross join owner o
where r.rolname !~ '^pg_'
order by r.rolname collate "C"
