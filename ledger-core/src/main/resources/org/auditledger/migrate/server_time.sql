select (extract(epoch from pg_catalog.transaction_timestamp()) * 1000000)::bigint
