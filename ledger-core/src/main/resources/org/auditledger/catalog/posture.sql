-- Whoever owns or was granted something; the owner's own privileges are left out: they are all, and version 17 added one.
owned as (
  select 'schema'::text as title, nspowner as owner from home
  union all
  select 'database', datdba from pg_database where datname = current_database()
  union all
  select title, relowner from relation union all select title, proowner from routine
),
granted (title, grantee, privilege, grantable) as (
  select 'schema'::text, a.grantee, a.privilege_type, a.is_grantable
  from home h, aclexplode(coalesce(h.nspacl, acldefault('n', h.nspowner))) a
  where a.grantee <> h.nspowner
  union all
  select 'database', a.grantee, a.privilege_type, a.is_grantable
  from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
  where d.datname = current_database() and a.grantee <> d.datdba
  union all
  select r.title, a.grantee, a.privilege_type, a.is_grantable
  from relation r, aclexplode(r.relacl) a
  where a.grantee <> r.relowner
  union all
  select format('column %I of %s', c.attname, r.name), a.grantee, a.privilege_type, a.is_grantable
  from relation r
  join pg_attribute c on c.attrelid = r.oid and not c.attisdropped,
  aclexplode(c.attacl) a
  where a.grantee <> r.relowner
  union all
  select f.title, a.grantee, a.privilege_type, a.is_grantable
  from routine f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
  where a.grantee <> f.proowner
  union all
  -- The partition's privileges beyond those of the table it is a part of.
  select p.title, a.grantee, a.privilege_type, a.is_grantable
  from part p
  join relation r on r.oid = p.root,
  aclexplode(p.relacl) a
  where a.grantee <> p.relowner and not exists (
    select from aclexplode(r.relacl) b
    where b.grantee = a.grantee and b.privilege_type = a.privilege_type and (b.is_grantable or not a.is_grantable))
  union all
  select format('column %I of %s', c.attname, p.title), a.grantee, a.privilege_type, a.is_grantable
  from part p
  join pg_attribute c on c.attrelid = p.oid and not c.attisdropped,
  aclexplode(c.attacl) a
  where a.grantee <> p.relowner
),
future (title, owner, grantee, privilege, grantable) as (
  select
    format('default privileges of %I%s for %s', pg_get_userbyid(d.defaclrole),
      case when d.defaclnamespace <> 0 then ' in the schema' else '' end,
      case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' end),
    d.defaclrole, a.grantee, a.privilege_type, a.is_grantable
  from pg_default_acl d, aclexplode(d.defaclacl) a
  where d.defaclobjtype in ('r', 'S', 'f') and a.grantee <> d.defaclrole
    and (d.defaclnamespace = 0 or d.defaclnamespace = (select oid from home))
    and d.defaclrole in (select owner from owned)
),

-- Roles that matter: who owns or was granted something, who may do anything anywhere, and all who can become one of them.
membership as (
  select
    m.roleid,
    m.member,
    bool_or(m.admin_option) as administers,
    -- Version 16 made both an option of the membership.
    bool_or(coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)) as inherits,
    bool_or(coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)) as becomes
  from pg_auth_members m
  join pg_roles r on r.oid = m.member
  group by m.roleid, m.member
),
matters (oid) as (
  select owner from owned union select relowner from part union select evtowner from pg_event_trigger
  union
  select grantee from granted where grantee <> 0 union select grantee from future where grantee <> 0
  union
  select oid from pg_roles
  where rolsuper or rolbypassrls or rolreplication or rolcreaterole
    or rolname in ('pg_write_all_data', 'pg_read_all_data', 'pg_write_server_files', 'pg_read_server_files',
      'pg_execute_server_program', 'pg_database_owner', 'pg_maintain', 'pg_create_subscription')
  union
  select m.member from matters r join membership m on m.roleid = r.oid
),

-- A switch of a trigger or rule, in words.
switch (code, state) as (
  values ('O'::"char", 'origin'), ('A', 'always'), ('R', 'replica'), ('D', 'disabled')
),
guard (name, definition) as (
  select g.* from asked a, unnest(a.guard_names, a.guard_definitions) g
),

fact (object, property, value) as (
  select title, 'owner', pg_get_userbyid(owner)::text from owned

  union all
  select
    title,
    'granted to ' || case when grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end,
    string_agg(privilege || case when grantable then ' with grant option' else '' end, ', ' order by privilege collate "C")
  from (
    select title, grantee, privilege, bool_or(grantable) as grantable
    from (select title, grantee, privilege, grantable from granted
          union all
          select title, grantee, privilege, grantable from future) g
    group by title, grantee, privilege
  ) g
  group by title, grantee

  union all
  select r.title, p.property, p.value
  from relation r
  cross join lateral (values
    ('persistence', case r.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end),
    ('row security', case when r.relrowsecurity then 'on' else 'off' end),
    ('row security of the owner', case when r.relforcerowsecurity then 'on' else 'off' end),
    ('inherited by', (
      select string_agg(i.inhrelid::regclass::text, ', ' order by i.inhrelid::regclass::text collate "C")
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent = r.oid and not c.relispartition)),
    ('inherits from', (
      select string_agg(i.inhparent::regclass::text, ', ' order by i.inhparent::regclass::text collate "C")
      from pg_inherits i
      where i.inhrelid = r.oid)),
    ('written by subscription', (
      select string_agg(quote_ident(s.subname) || ' ' || case when s.subenabled then 'enabled' else 'disabled' end, ', '
        order by s.subname collate "C")
      from pg_subscription s
      where exists (
        select from pg_subscription_rel w
        where w.srsubid = s.oid
          and (w.srrelid = r.oid or w.srrelid in (select oid from part where root = r.oid))))),
    ('published by', (
      select string_agg(distinct quote_ident(u.pubname), ', ')
      from pg_publication_tables u
      where (u.schemaname, u.tablename) in (
        select n.nspname, c.relname
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.oid = r.oid or c.oid in (select oid from part where root = r.oid))))
  ) p (property, value)
  where r.relkind in ('r', 'p', 'f', 'm')

  union all
  select format('trigger %I on %s', t.tgname, r.name), 'enabled', s.state
  from relation r
  join watch t on t.tgrelid = r.oid
  join switch s on s.code = t.tgenabled

  union all
  -- A foreign key is as good as the triggers behind it, whose names hold object identifiers. Those on a partitioned
  -- table never fire, and version 14 does not make them.
  select format('constraint %I of %s', c.conname, r.name), 'enforced by triggers',
    string_agg(distinct s.state, ', ' order by s.state)
  from relation r
  join pg_constraint c on c.conrelid = r.oid and c.contype <> 't'
  join pg_trigger t on t.tgconstraint = c.oid
  join pg_class o on o.oid = t.tgrelid and o.relkind <> 'p'
  join switch s on s.code = t.tgenabled
  group by r.name, c.conname

  union all
  select format('rule %I on %s', w.rulename, r.name), 'enabled', s.state
  from relation r
  join pg_rewrite w on w.ev_class = r.oid and (w.rulename <> '_RETURN' or r.relkind not in ('v', 'm'))
  join switch s on s.code = w.ev_enabled

  union all
  -- Partitions come and go: one that is protected as it should be leaves no trace here, whatever its name.
  select p.title, d.property, d.value
  from part p
  join pg_class r on r.oid = p.root
  cross join lateral (values
    ('kind', case when p.relkind not in ('r', 'p') then 'foreign table' end),
    ('owner', case when p.relowner <> r.relowner then pg_get_userbyid(p.relowner)::text end),
    ('persistence', case when p.relpersistence <> r.relpersistence then
      case p.relpersistence when 'u' then 'unlogged' when 't' then 'temporary' else 'permanent' end end),
    ('row security', case when p.relrowsecurity <> r.relrowsecurity then
      case when p.relrowsecurity then 'on' else 'off' end end),
    ('row security of the owner', case when p.relforcerowsecurity <> r.relforcerowsecurity then
      case when p.relforcerowsecurity then 'on' else 'off' end end)
  ) d (property, value)

  union all
  select p.title, format('trigger %I', t.tgname), s.state
  from part p
  join watch t on t.tgrelid = p.oid
  join pg_trigger above on above.oid = t.tgparentid and above.tgenabled <> t.tgenabled
  join switch s on s.code = t.tgenabled

  union all
  select
    p.title,
    format('trigger %I', t.tgname),
    case when g.name is not null then s.state else pg_get_triggerdef(t.oid, true) || ' (' || s.state || ')' end
  from part p
  join watch t on t.tgrelid = p.oid and t.tgparentid = 0
  join switch s on s.code = t.tgenabled
  left join guard g on g.name = t.tgname and format(g.definition, p.oid::regclass) = pg_get_triggerdef(t.oid, true)
  where g.name is null or t.tgenabled <> 'A'

  union all
  select p.title, format('trigger %I', g.name), 'missing'
  from part p
  cross join guard g
  where not exists (select from pg_trigger t where t.tgrelid = p.oid and t.tgname = g.name)

  union all
  select p.title, format('constraint %I', c.conname), 'enforced by triggers: ' || string_agg(distinct s.state, ', ' order by s.state)
  from part p
  join pg_constraint c on c.conrelid = p.oid and c.contype <> 't'
  join pg_trigger t on t.tgconstraint = c.oid and t.tgenabled <> 'O'
  join switch s on s.code = t.tgenabled
  group by p.title, c.conname

  union all
  select p.title, format('rule %I', w.rulename), pg_get_ruledef(w.oid, true) || ' (' || s.state || ')'
  from part p
  join pg_rewrite w on w.ev_class = p.oid
  join switch s on s.code = w.ev_enabled

  union all
  select p.title, format('policy %I', l.polname), coalesce(pg_get_expr(l.polqual, l.polrelid), 'all')
  from part p
  join pg_policy l on l.polrelid = p.oid

  union all
  select format('role %I', r.rolname), 'attributes', coalesce(nullif(concat_ws(', ',
    case when r.rolsuper then 'superuser' end,
    case when r.rolcreaterole then 'create role' end,
    case when r.rolreplication then 'replication' end,
    case when r.rolbypassrls then 'bypass row security' end,
    case when r.rolcanlogin then 'login' end), ''), 'none')
  from pg_roles r
  where r.oid in (select oid from matters) and r.rolname !~ '^pg_'

  union all
  select
    format('role %I', pg_get_userbyid(m.member)),
    'member of ' || quote_ident(pg_get_userbyid(m.roleid)),
    coalesce(nullif(concat_ws(', ',
      case when m.administers then 'administers' end,
      case when m.inherits then 'inherits' end,
      case when m.becomes then 'becomes' end), ''), 'nothing')
  from membership m
  where m.roleid in (select oid from matters)

  union all
  -- What is set for everybody, or for one that matters, and decides whether guards fire and names mean what they say.
  select
    coalesce('role ' || quote_ident(r.rolname), 'database'),
    'setting ' || split_part(c.item, '=', 1) || case when s.setrole <> 0 and s.setdatabase <> 0 then ' in this database' else '' end,
    substr(c.item, strpos(c.item, '=') + 1)
  from pg_db_role_setting s
  left join pg_roles r on r.oid = s.setrole
  cross join lateral unnest(s.setconfig) c (item)
  where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
    and (s.setrole = 0 or s.setrole in (select oid from matters))
    and split_part(c.item, '=', 1) in ('session_replication_role', 'search_path', 'row_security', 'role', 'event_triggers',
      'track_counts', 'session_preload_libraries', 'local_preload_libraries', 'dynamic_library_path')

  union all
  select format('event trigger %I', e.evtname), p.property, p.value
  from pg_event_trigger e
  join pg_proc f on f.oid = e.evtfoid
  join switch s on s.code = e.evtenabled
  cross join lateral (values
    ('enabled', s.state),
    ('event', e.evtevent::text),
    ('tags', (select string_agg(o, ', ' order by o collate "C") from unnest(e.evttags) o)),
    ('owner', pg_get_userbyid(e.evtowner)::text),
    ('function', f.oid::regprocedure::text),
    ('function owner', pg_get_userbyid(f.proowner)::text),
    ('function body sha256', encode(sha256(convert_to(f.prosrc, 'UTF8')), 'hex'))
  ) p (property, value)

  union all
  -- A better match in the ledger's schema wins over pg_catalog wherever that schema is in the path at all.
  select 'function ' || f.oid::regprocedure::text, p.property, p.value
  from pg_proc f
  join home h on h.oid = f.pronamespace
  cross join lateral (values
    ('overloads', 'pg_catalog.' || quote_ident(f.proname)),
    ('body sha256', encode(sha256(convert_to(f.prosrc, 'UTF8')), 'hex'))
  ) p (property, value)
  where exists (select from pg_proc c where c.pronamespace = 'pg_catalog'::regnamespace and c.proname = f.proname)

  union all
  select 'operator ' || o.oid::regoperator::text, p.property, p.value
  from pg_operator o
  join home h on h.oid = o.oprnamespace
  cross join lateral (values
    ('overloads', 'pg_catalog.' || o.oprname),
    ('function', o.oprcode::regprocedure::text)
  ) p (property, value)
  where exists (select from pg_operator c where c.oprnamespace = 'pg_catalog'::regnamespace and c.oprname = o.oprname)
)
select object, property, value from fact where value is not null
