-- why: Proves that every old row passes the two checks of V3. A migration of its own, so that the lock of V3 is gone
--      before the table is read.
-- locks: SHARE UPDATE EXCLUSIVE on public.ledger_entries while it is read: writers do not notice
-- reversible: lossless

alter table public.ledger_entries validate constraint ledger_entries_track_check;
alter table public.ledger_entries validate constraint ledger_entries_verifier_status_check;
