-- When an entry arrived, by the server's clock. By the index, as this is no verification.
select (extract(epoch from e.created_at) * 1000000)::bigint
from only public.ledger_entries e
where e.sequence_number = ?
