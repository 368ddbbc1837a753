-- A schema that the reader may not use drops out of the path without a word, and every name would print otherwise.
select current_user, n.oid is null or has_schema_privilege(n.oid, 'USAGE')
from (values (?::text)) a (name)
left join pg_namespace n on n.nspname = a.name
