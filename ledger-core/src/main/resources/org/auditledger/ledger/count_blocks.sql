select pg_catalog.pg_relation_size('public.ledger_entries'::pg_catalog.regclass)
     / pg_catalog.current_setting('block_size')::bigint
