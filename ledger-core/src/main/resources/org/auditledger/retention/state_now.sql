-- What time it is here, in microseconds since 1970.
select (extract(epoch from pg_catalog.now()) * 1000000)::bigint
