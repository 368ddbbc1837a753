set local enable_seqscan = on;
set local enable_indexscan = off;
set local enable_indexonlyscan = off;
set local enable_bitmapscan = off
