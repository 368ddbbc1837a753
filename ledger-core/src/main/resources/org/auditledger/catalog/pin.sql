-- What decides how expressions and names print. DateStyle keeps its ISO, on which the driver insists. And no compiler:
-- a query of this length takes longer to compile than to run, and writers may be waiting. Local to the transaction, and
-- undone with the savepoint around it.
select set_config(s.name, s.value, true)
from (values
  ('search_path', format('pg_catalog, %I, pg_temp', ?::text)),
  ('quote_all_identifiers', 'off'),
  ('standard_conforming_strings', 'on'),
  ('DateStyle', 'ISO, YMD'),
  ('IntervalStyle', 'postgres'),
  ('TimeZone', 'UTC'),
  ('extra_float_digits', '1'),
  ('bytea_output', 'hex'),
  ('xmlbinary', 'base64'),
  ('jit', 'off')
) s (name, value)
