set local enable_seqscan = off;
set local enable_bitmapscan = off;
set local enable_indexscan = on;
set local enable_indexonlyscan = on;
set local max_parallel_workers_per_gather = 0
