-- In a transaction of its own: behind a pooler this may be another backend than the one that was pinned.
select 'pid' as name, pg_catalog.pg_backend_pid()::text as value
union all
select 'database', pg_catalog.current_database()
union all
select setting, pg_catalog.current_setting(setting)
  from pg_catalog.unnest(?::text[]) as setting
