select * from only public.ledger_entries
