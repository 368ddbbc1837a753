-- What the rows come to in the columns of indexes, in numbers that do not depend on the rows' order.
select {keys}
from only public.ledger_entries e
