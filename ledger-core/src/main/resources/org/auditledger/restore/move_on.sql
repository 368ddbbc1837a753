select pg_catalog.setval('public.{sequence}', coalesce(max(t.{column}), 1), max(t.{column}) is not null)
  from public.{table} t
