-- The table, whose it is, and where it belongs.
select pg_catalog.format(s.template, p.name, p.lower_bound, p.upper_bound, (
         select c.relowner::pg_catalog.regrole
           from pg_catalog.pg_class c
          where c.oid = 'public.telemetry_buffer'::pg_catalog.regclass))
  from (select ?::text, ?::text, ?::text) p (name, lower_bound, upper_bound)
 cross join (values
         (1, 'create table public.%1$I (like public.telemetry_buffer including defaults)'),
         (2, 'alter table public.%1$I owner to %4$s'),
         (3, 'alter table public.telemetry_buffer attach partition public.%1$I'
               ' for values from (%2$L) to (%3$L)')
       ) s (place, template)
 order by s.place
