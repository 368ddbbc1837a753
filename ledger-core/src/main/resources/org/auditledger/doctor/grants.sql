-- What others than the owner may do to the tables besides reading and inserting; to the control set's tables nobody
-- else writes at all. PUBLIC may be anybody.
select
  case when g.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(g.grantee)) end,
  format('%I.%I', g.schema, g.relation),
  string_agg(distinct g.privilege, ', ' order by g.privilege)
from (
  select n.nspname as schema, c.relname as relation, a.grantee, a.privilege_type as privilege
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  cross join lateral aclexplode(c.relacl) a
  where c.relkind in ('r', 'p') and a.grantee <> c.relowner
  union all
  select n.nspname, c.relname, a.grantee, a.privilege_type
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute t on t.attrelid = c.oid and not t.attisdropped
  cross join lateral aclexplode(t.attacl) a
  where c.relkind in ('r', 'p') and a.grantee <> c.relowner
) g
where (g.schema = 'audit_ledger' and g.privilege in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'))
  or (g.schema = 'public' and g.relation in ('ledger_entries', 'telemetry_buffer')
    and (g.privilege in ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER') or (g.grantee = 0 and g.privilege = 'INSERT')))
group by 1, 2
order by 1, 2
