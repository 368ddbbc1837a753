-- How many of these entries are there, each in its place and with its hash.
select count(*)
from unnest(?::bigint[], ?::text[]) as accepted (sequence_number, entry_hash)
join public.ledger_entries e
  on e.sequence_number = accepted.sequence_number and e.entry_hash::text = accepted.entry_hash
