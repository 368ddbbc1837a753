-- Nothing where no relation of the schema has this name. A table of the buffer has its columns, and is nobody's parent.
select case
         when i.inhparent = 'public.telemetry_buffer'::pg_catalog.regclass
              then case when i.inhdetachpending then 'PENDING' else 'ATTACHED' end
         when i.inhrelid is not null
              or c.relkind <> 'r'
              or exists (select from pg_catalog.pg_inherits h where h.inhparent = c.oid)
              or (select pg_catalog.array_agg(row(a.attname, a.atttypid, a.atttypmod) order by a.attnum)
                    from pg_catalog.pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
                 is distinct from
                 (select pg_catalog.array_agg(row(a.attname, a.atttypid, a.atttypmod) order by a.attnum)
                    from pg_catalog.pg_attribute a
                   where a.attrelid = 'public.telemetry_buffer'::pg_catalog.regclass
                     and a.attnum > 0 and not a.attisdropped)
              then 'FOREIGN'
         else 'DETACHED'
       end
  from pg_catalog.pg_class c
  left join pg_catalog.pg_inherits i on i.inhrelid = c.oid
 where c.relnamespace = 'public'::pg_catalog.regnamespace and c.relname = ?::text
