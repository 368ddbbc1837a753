-- Materialized, or the server prints every rule of the database to see whether one of them is null.
rule as materialized (
  select w.oid, format('rule %I on %s', w.rulename, r.name) as title
  from relation r
  join pg_rewrite w on w.ev_class = r.oid and (w.rulename <> '_RETURN' or r.relkind not in ('v', 'm'))
),
fact (object, property, value) as (

  select r.title, p.property, p.value
  from relation r
  left join pg_am m on m.oid = r.relam
  left join pg_foreign_table f on f.ftrelid = r.oid
  left join pg_foreign_server s on s.oid = f.ftserver
  cross join lateral (values
    ('kind', r.kind),
    ('access method', case when r.relkind in ('r', 'm') then m.amname end),
    ('partition key', case when r.relkind = 'p' then pg_get_partkeydef(r.oid) end),
    ('row type', case when r.reloftype <> 0 then format_type(r.reloftype, null) end),
    ('server', s.srvname),
    ('definition', case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid) end),
    ('options', case when r.relkind in ('v', 'm') then (
      select string_agg(o, ', ' order by o collate "C") from unnest(r.reloptions) o) end)
  ) p (property, value)

  union all
  -- The place of a column is the column before it; what wanders is passed over. A dropped column leaves no trace here.
  select format('column %I of %s', a.attname, a.relation), p.property, p.value
  from (
    select
      a.*,
      r.name as relation,
      w.wanders,
      lag(quote_ident(a.attname)) over (partition by r.oid, w.wanders order by a.attnum) as before
    from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    cross join lateral (
      select format('%s.%I', r.name, a.attname) = any (wandering_columns) as wanders from asked
    ) w
    where r.relkind in ('r', 'p', 'f', 'm', 'c')
  ) a
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  cross join lateral (values
    ('type', format_type(a.atttypid, a.atttypmod)),
    ('collation', case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end),
    ('nullable', case
      when not a.attnotnull then 'yes'
      -- From version 18 on, a column can be NOT NULL for new rows only.
      when exists (
        select from pg_constraint c
        where c.conrelid = a.attrelid and c.contype = 'n' and c.conkey = array[a.attnum] and not c.convalidated)
      then 'in old rows'
      else 'no'
    end),
    ('default', pg_get_expr(d.adbin, d.adrelid)),
    ('identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end),
    ('generated', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end),
    ('after', case when not a.wanders then coalesce(a.before, 'nothing') end)
  ) p (property, value)

  union all
  -- Version 18 catalogues NOT NULL as constraints; constraint triggers are among the triggers.
  select format('constraint %I of %s', c.conname, r.name), p.property, p.value
  from relation r
  join pg_constraint c on c.conrelid = r.oid and c.contype not in ('n', 't') and c.conparentid = 0
  cross join lateral (values
    ('definition', regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', '')),
    ('validated', case when c.convalidated then 'yes' else 'no' end)
  ) p (property, value)

  union all
  -- The definition without its head, which always qualifies the table.
  select format('index %s of %s', i.indexrelid::regclass, r.name), p.property, p.value
  from relation r
  join pg_index i on i.indrelid = r.oid
  join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = r.relnamespace
  cross join lateral (
    select
      case when i.indisunique then 'UNIQUE ' else '' end as uniqueness,
      case when c.relkind = 'I' then 'ONLY ' else '' end as reach
  ) w
  cross join lateral (values
    ('definition', w.uniqueness || substr(
      pg_get_indexdef(i.indexrelid),
      1 + length(format('CREATE %sINDEX %I ON %s%I.%I ', w.uniqueness, c.relname, w.reach,
        n.nspname, r.relname)))),
    ('valid', case when i.indisvalid and i.indisready and i.indislive then 'yes' else 'no' end)
  ) p (property, value)

  union all
  select format('trigger %I on %s', t.tgname, r.name), 'definition', pg_get_triggerdef(t.oid, true)
  from relation r
  join watch t on t.tgrelid = r.oid

  union all
  select u.title, 'definition', pg_get_ruledef(u.oid, true)
  from rule u

  union all
  select format('policy %I on %s', l.polname, r.name), p.property, p.value
  from relation r
  join pg_policy l on l.polrelid = r.oid
  cross join lateral (values
    ('permissive', case when l.polpermissive then 'yes' else 'no' end),
    ('command', case l.polcmd
      when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end),
    ('roles', (
      select string_agg(case when o = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(o)) end, ', '
        order by case when o = 0 then '' else pg_get_userbyid(o) end collate "C")
      from unnest(l.polroles) o)),
    ('using', pg_get_expr(l.polqual, l.polrelid)),
    ('check', pg_get_expr(l.polwithcheck, l.polrelid))
  ) p (property, value)

  union all
  select f.title, p.property, p.value
  from routine f
  join pg_language l on l.oid = f.prolang
  cross join lateral (values
    ('kind', case f.prokind when 'f' then 'function' when 'p' then 'procedure' when 'a' then 'aggregate' else 'window' end),
    ('language', l.lanname),
    ('arguments', nullif(pg_get_function_arguments(f.oid), '')),
    ('result', pg_get_function_result(f.oid)),
    ('volatility', case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end),
    ('strict', case when f.proisstrict then 'yes' else 'no' end),
    ('leakproof', case when f.proleakproof then 'yes' else 'no' end),
    ('parallel', case f.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end),
    ('security', case when f.prosecdef then 'definer' else 'invoker' end),
    ('settings', (select string_agg(o, '; ' order by o collate "C") from unnest(f.proconfig) o)),
    ('library', f.probin),
    ('body', coalesce(pg_get_function_sqlbody(f.oid), f.prosrc))
  ) p (property, value)

  union all
  select r.title, p.property, p.value
  from relation r
  join pg_sequence s on s.seqrelid = r.oid
  left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = r.oid and d.objsubid = 0
    and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
  left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  cross join lateral (values
    ('type', format_type(s.seqtypid, null)),
    ('start', s.seqstart::text),
    ('increment', s.seqincrement::text),
    ('minimum', s.seqmin::text),
    ('maximum', s.seqmax::text),
    ('cache', s.seqcache::text),
    ('cycle', case when s.seqcycle then 'yes' else 'no' end),
    ('owned by', case when a.attname is not null then format('%s.%I', a.attrelid::regclass, a.attname) end)
  ) p (property, value)
)
select object, property, value from fact where value is not null
