-- What settings are for a session that begins now, and what is set for a role or a database that is not its own: what
-- this session was pinned to says nothing about any other.
select '' as place, s.name, s.reset_val
from pg_settings s
where s.name = any (?::text[])
union all
select
  concat_ws(' in ', 'role ' || quote_ident(r.rolname), 'database ' || quote_ident(d.datname)),
  split_part(c.item, '=', 1),
  substr(c.item, strpos(c.item, '=') + 1)
from pg_db_role_setting o
left join pg_roles r on r.oid = o.setrole
left join pg_database d on d.oid = o.setdatabase
cross join lateral unnest(o.setconfig) c (item)
where split_part(c.item, '=', 1) = any (?::text[])
  and (o.setdatabase = 0 or d.datname = current_database())
order by 1, 2
