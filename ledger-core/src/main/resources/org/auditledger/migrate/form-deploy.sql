-- why: FILL IN: what it is for
-- locks: FILL IN: such as ACCESS EXCLUSIVE on public.ledger_entries, without reading it
-- reversible: FILL IN: lossless, refuses-if-data or forbidden

-- FILL IN: the change; every name with its schema, and what is already as meant left alone
