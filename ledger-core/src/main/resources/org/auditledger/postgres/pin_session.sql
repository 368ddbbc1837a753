-- What a role, a database or a login trigger may have set must not decide what is read or written.
-- Only what differs is set, so that what needs a privilege needs it only where somebody changed it.
-- A parameter that this version of the server does not have has nothing to pin.
select pin.name,
       case when pg_catalog.current_setting(pin.name) is distinct from pin.value
            then pg_catalog.set_config(pin.name, pin.value, false)
            else pin.value
       end
  from (values
         ('search_path', 'pg_catalog, pg_temp'),
         ('TimeZone', 'UTC'),
         ('IntervalStyle', 'postgres'),
         ('lc_monetary', 'C'),
         ('lc_numeric', 'C'),
         ('lc_time', 'C'),
         ('bytea_output', 'hex'),
         ('extra_float_digits', '1'),
         ('quote_all_identifiers', 'off'),
         ('standard_conforming_strings', 'on'),
         ('transform_null_equals', 'off'),
         ('array_nulls', 'on'),
         ('check_function_bodies', 'on'),
         ('client_min_messages', 'notice'),
         ('default_table_access_method', 'heap'),
         ('default_tablespace', ''),
         ('row_security', 'off'),
         ('session_replication_role', 'origin'),
         ('zero_damaged_pages', 'off'),
         ('ignore_checksum_failure', 'off'),
         ('default_transaction_isolation', 'read committed'),
         ('default_transaction_deferrable', 'off'),
         ('default_transaction_read_only', ?),
         ('transaction_timeout', '0'),
         -- A commit that waits for a standby to apply it promises more, and may stay.
         ('synchronous_commit',
          case pg_catalog.current_setting('synchronous_commit')
               when 'remote_apply' then 'remote_apply'
               else 'on'
          end)
       ) as pin (name, value)
 where pg_catalog.current_setting(pin.name, true) is not null
