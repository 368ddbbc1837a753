select pg_catalog.format('alter table public.telemetry_buffer detach partition public.%I concurrently', ?::text)
