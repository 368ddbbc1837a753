select * from only public.ledger_entries where false
