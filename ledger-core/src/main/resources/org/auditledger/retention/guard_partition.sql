-- What makes each guard that the table lacks, or that does not fire always or calls another function. OR REPLACE keeps
-- a guard in force for whoever is at work; the name is the migration's, so that there is one of each.
select pg_catalog.format(
         'create or replace trigger %2$I before %3$s on public.%1$I for each %4$s'
           ' execute function public.ledger_block_update_delete();'
           'alter table public.%1$I enable always trigger %2$I',
         t.name, g.name, g.operation, g.level)
  from (select ?::text) t (name)
 cross join (values
         ('partition_block_update', 'update', 'row', 19),
         ('partition_block_delete', 'delete', 'row', 11),
         ('partition_block_truncate', 'truncate', 'statement', 34)
       ) g (name, operation, level, type)
 where not exists (
         select
           from pg_catalog.pg_trigger f
          where f.tgrelid = pg_catalog.to_regclass(pg_catalog.format('public.%I', t.name))
            and f.tgname = g.name
            and f.tgtype = g.type
            and f.tgenabled = 'A'
            and f.tgqual is null
            and f.tgfoid = 'public.ledger_block_update_delete()'::pg_catalog.regprocedure)
