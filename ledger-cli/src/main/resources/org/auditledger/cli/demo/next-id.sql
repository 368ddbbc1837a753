-- The rows came with their ids.
select setval(pg_get_serial_sequence('public.ledger_entries', 'id'), max(e.id)) from public.ledger_entries e
