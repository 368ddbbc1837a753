-- A schema that the reader may not use drops out of the path without a word, and every name would print otherwise.
-- And what the session has prepared under a name: the text that was given, not only that there is one.
select
  current_user,
  n.oid is null or pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
  (select p.statement from pg_catalog.pg_prepared_statements p where p.name = a.prepared)
from (values (?::text, ?::text)) a (schema, prepared)
left join pg_catalog.pg_namespace n on n.nspname = a.schema
