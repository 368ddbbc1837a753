-- Indexes of a large ledger are sorted on disk with what a server gives by default (64 MB).
select pg_catalog.set_config('maintenance_work_mem', '256MB', true)
from pg_catalog.pg_settings s
where s.name = 'maintenance_work_mem' and s.setting::bigint < 256 * 1024
