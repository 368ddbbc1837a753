select n.name
from pg_catalog.unnest(?::text[]) with ordinality n (name, place)
join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(n.name) and c.relkind in ('r', 'p')
order by n.place
