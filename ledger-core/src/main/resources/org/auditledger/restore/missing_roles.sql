-- A role of the server's own that this version does not have is none that anybody could make.
select w.role
  from pg_catalog.unnest(?::text[]) w (role)
 where w.role !~ '^pg_'
   and not exists (select from pg_catalog.pg_roles r where r.rolname = w.role)
