-- What the rows come to, in numbers that do not depend on their order.
select {values}
from only public.ledger_entries e
