Sets that lint judges. "#### refused RULE [FILE]: title" begins one that has exactly one refusal, on the line that
ends with "-- !", or on the first line of FILE; "#### passes RULE: title" one that has none. What follows is the deploy
script, to which a header is added; "## FILE" begins another file. What is not given is as in LintCase.

#### refused set-name deploy/V1__a.sql.conf: a configuration of Flyway
## deploy/V1__a.sql.conf
executeInTransaction=false
#### refused set-name deploy/01__a.sql: no number
## deploy/01__a.sql
select 1;
#### refused set-name deploy/V2__Upper.sql: upper case in the name
## deploy/V2__Upper.sql
select 1;
#### refused set-name notes.txt: something else in the directory
## notes.txt
x
#### passes set-name: a number in two parts
## deploy/V1_1__more_2.sql
create table public.c (d text);
## revert/V1_1__more_2.sql
drop view public.c;
## verify/V1_1__more_2.sql
do $v$ begin raise exception 'no'; end $v$;

#### refused set-number deploy/V1__b.sql: two of one number
## deploy/V1__b.sql
create table public.c (d text);
## revert/V1__b.sql
drop view public.c;
## verify/V1__b.sql
do $v$ begin raise exception 'no'; end $v$;
#### passes set-number: ten is not one
## deploy/V10__a.sql
create table public.c (d text);
## revert/V10__a.sql
drop view public.c;
## verify/V10__a.sql
do $v$ begin raise exception 'no'; end $v$;

#### refused set-incomplete deploy/V1__a.sql: no revert
## revert/V1__a.sql
gone
#### refused set-incomplete deploy/V1__a.sql: no verify
## verify/V1__a.sql
gone
#### refused set-incomplete revert/V1__a.sql: no deploy
## deploy/V1__a.sql
gone
#### passes set-incomplete: a prepare script is not needed, and may be there
## prepare/V1__a.sql
create index concurrently i on public.ledger_entries (verdict);

#### refused header deploy/V1__a.sql: no reversible
-- why: a
-- locks: none
select 1;
#### refused header deploy/V1__a.sql: a word that is none of the three
-- why: a
-- locks: none
-- reversible: perhaps
select 1;
#### refused header deploy/V1__a.sql: below the first statement it is no header
-- why: a
-- reversible: lossless

-- locks: none
select 1;
#### refused header revert/V1__a.sql: a revert without its locks
## revert/V1__a.sql
-- why: a
drop view public.a_view;
#### passes header: parts in another order, on more lines
-- locks: none, which
--     goes on
-- reversible: refuses-if-data
-- why: a
select 1;

#### refused unfinished: what create wrote
-- why: FILL IN -- !
-- locks: none
-- reversible: lossless
select 1;
#### refused unfinished: in a verify script
## verify/V1__a.sql
do $v$ begin raise exception 'no'; end $v$; -- FILL IN -- !
#### passes unfinished: to fill in something is not it
-- what follows is to fill in
-- why: a
-- locks: none
-- reversible: lossless
select 1;

#### refused unreadable: a string that does not end
select 'it''s -- !
#### refused unreadable: a comment of which only the inner one ends
/* a /* b */ -- !
#### refused unreadable: dollar quotes that do not end
do $a$ begin end $b$; -- !
#### refused unreadable: a quoted name that does not end
select "a -- !
#### refused unreadable: a command of psql
\i other.sql -- !
#### refused unreadable: inside a DO block
do $x$ begin
  perform 'a; -- !
end $x$;
#### passes unreadable: every kind of quotes, each around what would end another
select 'a''b -- c', E'\'; /*', "a""b' ;", $$ ' $x$ " $$, $x$ $$ ' $x$, U&'\0061''', U&"d!0061t'a" uescape '!', B'01', n'x';
/* a /* b ' */ " $$ */ select a$b$c, $1, 1.5e10, E'\\', 'a\';

#### refused dynamic-sql: a variable
do $x$ declare q text; begin
  q := 'drop table public.a';
  execute q; -- !
end $x$;
#### refused dynamic-sql: the verb is not there
do $x$ begin execute format('%s table public.a', 'drop'); end $x$; -- !
#### refused dynamic-sql: a text that another function makes
do $x$ begin execute concat('drop ', 'table public.a'); end $x$; -- !
#### refused dynamic-sql: a query that is returned
do $x$ begin for r in execute q loop null; end loop; end $x$; -- !
#### refused dynamic-sql: another language
do language plpython3u $x$ plpy.execute("drop table x") $x$; -- !
#### passes dynamic-sql: the verb is a constant
do $x$ begin
  execute pg_catalog.format('create trigger %I before %s on public.%I '
    'for each row execute function public.refuse()', 'a', 'b', to_char(now(), 'YYYY "x'));
  execute 'comment on table ' || quote_ident('a') || ' is ' || quote_literal('''');
end $x$;
grant execute on function public.f() to x;

#### refused transaction: COMMIT in the middle
commit; -- !
#### refused transaction: BEGIN of one's own
begin; -- !
#### refused transaction: in a block
do $x$ begin commit; end $x$; -- !
#### refused transaction: an index that no transaction may build
create unique index concurrently i on public.ledger_entries (verdict); -- !
#### refused transaction: in a revert
## revert/V1__a.sql
drop index concurrently public.i; -- !
#### refused transaction: vacuum
vacuum public.a; -- !
#### refused transaction: in a verify script
## verify/V1__a.sql
do $v$ begin
  rollback; -- !
  raise exception 'no';
end $v$;
#### passes transaction: words of blocks and functions
do $x$ begin begin null; exception when others then null; end; end $x$;
create function public.f() returns int language sql set search_path = pg_catalog, pg_temp
begin atomic select case when true then 1 else 2 end; select 2; end;
comment on table public.a is 'commit; begin; rollback';

#### refused prepare: a table
## prepare/V1__a.sql
create table public.x (y text); -- !
#### refused prepare: an index that stops writers
## prepare/V1__a.sql
drop index concurrently if exists public.i;
create index i on public.ledger_entries (verdict); -- !
#### passes prepare: indexes and partitions
## prepare/V1__a.sql
create unique index concurrently if not exists i on public.ledger_entries (verdict);
reindex (verbose) index concurrently public.i;
alter table public.telemetry_buffer detach partition public.p concurrently;

#### refused verify: it changes something
## verify/V1__a.sql
do $v$ begin
  insert into public.seen values (1); -- !
  raise exception 'no';
end $v$;
#### refused verify: it takes a lock
## verify/V1__a.sql
lock table public.ledger_entries in share mode; -- !
do $v$ begin raise exception 'no'; end $v$;
#### refused verify: it reads the ledger
## verify/V1__a.sql
do $v$ begin
  if exists (select from only public.ledger_entries) then -- !
    raise exception 'no';
  end if;
end $v$;
#### refused verify verify/V1__a.sql: it never raises
## verify/V1__a.sql
select count(*) from pg_catalog.pg_class where relname = 'raise exception';
#### refused verify verify/V1__a.sql: a notice stops nothing
## verify/V1__a.sql
do $v$ begin raise notice 'exception'; end $v$;
#### passes verify: it reads the catalog, with every FROM there is
## verify/V1__a.sql
do $v$ begin
  if exists (
    select extract(year from t.x), substring(t.y from t.z), a is distinct from t.b
    from pg_catalog.pg_class c join pg_catalog.pg_partition_tree('public.a') t on true)
  then
    raise 'not in effect';
  end if;
end $v$;

#### refused row-change: UPDATE
update public.ledger_entries set track = null; -- !
#### refused row-change: comments and case do not hide it
/* x */ UpDate /* /* a */ */ only -- !
"public"."ledger_entries" set track = null;
#### refused row-change: DELETE in a WITH
with gone as (delete from public.tenants returning *) select * from gone; -- !
#### refused row-change: TRUNCATE of several
create table public.x (y text);
truncate public.x, public.tenants; -- !
#### refused row-change: MERGE
merge into public.tenants t using x on true when matched then update set a = 1; -- !
#### refused row-change: ON CONFLICT DO UPDATE
insert into public.tenants (a) values (1) on conflict (a) do update set a = 2; -- !
#### refused row-change: entries that no writer wrote
insert into public.ledger_entries (verdict) values ('CLEAR'); -- !
#### refused row-change: COPY
copy public.telemetry_buffer from stdin; -- !
#### refused row-change: in a block, behind a condition
do $x$ begin
  if true then
    delete from public.ledger_entries; -- !
  end if;
end $x$;
#### refused row-change: in a text that is put together
do $x$ begin execute format('delete from %I', 'a'); end $x$; -- !
#### refused row-change: in a block in a text in a block
do $x$ begin execute 'do $y$ begin truncate public.a; end $y$'; end $x$; -- !
#### refused row-change: in a function that the script calls
create function public.f() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.ledger_entries set track = null; -- !
end $$;
select public.f();
#### refused row-change: a table that may have been there before
create table if not exists public.x (y text);
update public.x set y = '1'; -- !
#### refused row-change: before it is made
delete from public.x; -- !
create table public.x (y text);
#### refused row-change: a revert may not either
## revert/V1__a.sql
delete from public.tenants; -- !
#### passes row-change: a table of its own, and every UPDATE that is none
create table public.x (y text);
update public.x set y = '1';
delete from public.x;
truncate table public.x;
insert into public.x values ('1') on conflict (y) do update set y = '2';
insert into public.tenants (tenant_id) values ('default') on conflict (tenant_id) do nothing;
create trigger t before insert or update of b or delete or truncate on public.a
  for each row execute function public.refuse();
grant select, update, delete, truncate on public.a to x;
revoke update, delete on public.a from x;
do $x$ declare r record; begin for r in select 1 for update loop null; end loop; end $x$;
create table public.y (z text references public.a on update restrict on delete restrict);
comment on column public.a.update is 'update public.ledger_entries set';
copy public.ledger_entries to '/tmp/x';
#### passes row-change: a function that it makes and does not call
create function public.f() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.ledger_entries set track = null;
end $$;
revoke all on function public.f() from public;

#### refused data-drop: a table
drop table if exists public.tenants; -- !
#### refused data-drop: the second of two
create table public.x (y text);
drop table public.x, public.ledger_entries; -- !
#### refused data-drop: a schema
drop schema audit_ledger; -- !
#### refused data-drop: what a role owns
drop owned by ski_audit_reader; -- !
#### refused data-drop: a column, the key word left out
alter table public.ledger_entries drop reasoning; -- !
#### refused data-drop: a partition
alter table public.telemetry_buffer detach partition public.p; -- !
#### refused data-drop: a text that is put together
do $x$ begin execute 'drop table ' || part; end $x$; -- !
#### refused data-drop: a revert that does not look
## revert/V1__a.sql
drop table public.a; -- !
#### refused data-drop: a column in a revert that does not look
## revert/V1__a.sql
alter table public.ledger_entries drop column b; -- !
#### passes data-drop: a revert that looks first
## revert/V1__a.sql
do $r$ begin
  if exists (select from public.a) then
    raise exception 'not reverted: a holds rows';
  end if;
end $r$;
alter table public.ledger_entries drop column b;
drop table public.a;
#### passes data-drop: what holds no data
create temp table x (y text);
drop table x;
drop view public.buffer_summary;
drop index public.i;
alter table public.ledger_entries drop constraint c, alter column b drop default;

#### refused cascade: DROP
drop view public.ledger_summary cascade; -- !
#### refused cascade: a foreign key
create table public.x (y text references public.tenants on delete cascade); -- !
#### refused cascade: a column of a revert that looks
## revert/V1__a.sql
do $r$ begin raise exception 'no'; end $r$;
alter table public.a drop column b cascade; -- !
#### passes cascade: where it is only a word
drop view public.ledger_summary restrict;
comment on table public.a is 'no cascade'; -- cascade
comment on column public.a.cascade is '';
create view public.x as select "cascade" from public.a;

#### refused type-change: TYPE
alter table public.ledger_entries alter column track type varchar(10); -- !
#### refused type-change: USING, among others
alter table only public.ledger_entries
  add column x text,
  alter sequence_number set data type numeric using sequence_number::numeric; -- !
#### passes type-change: of its own table
create table public.x (type text);
alter table public.x alter column type type varchar(10);
alter table public.ledger_entries alter column type set default 'x';

#### refused rewrite: UNLOGGED
alter table public.ledger_entries set unlogged; -- !
#### refused rewrite: a tablespace
alter table public.ledger_entries set tablespace fast; -- !
#### refused rewrite: CLUSTER
cluster public.ledger_entries using i; -- !
#### passes rewrite: what only the catalog says
alter table public.ledger_entries set (fillfactor = 100), alter column reasoning set storage external;

#### refused volatile-default: a random one
alter table public.ledger_entries add column x uuid not null default gen_random_uuid(); -- !
#### refused volatile-default: a sequence
alter table public.ledger_entries add x bigserial; -- !
#### refused volatile-default: an identity
alter table public.ledger_entries add column x bigint generated always as identity; -- !
#### refused volatile-default: generated and stored
alter table public.ledger_entries add column x text generated always as (lower(track)) stored; -- !
#### refused volatile-default: the clock, in parentheses
alter table public.ledger_entries add column x timestamptz default (clock_timestamp()); -- !
#### refused volatile-default: a function of the same name elsewhere
alter table public.ledger_entries add column x timestamptz default mine.now(); -- !
#### passes volatile-default: constants, and what is evaluated once
alter table public.ledger_entries
  add column if not exists a text not null default '0.1.0',
  add column b numeric(10, 2) default 1::numeric(10, 2),
  add column c varchar(3) default 'x'::character varying(3) not null,
  add column d timestamptz default pg_catalog.now(),
  add column e text default null,
  alter column id set default gen_random_uuid();
create table public.x (y bigserial, z uuid default gen_random_uuid());

#### refused rename: a column
alter table public.ledger_entries rename column track to reasoning; -- !
#### refused rename: a table
alter table public.ledger_entries rename to old; -- !
#### refused rename: into another schema
alter table public.ledger_entries set schema attic; -- !
#### passes rename: a constraint, an index, its own table
create table public.x (y text);
alter table public.x rename column y to z;
alter table public.ledger_entries rename constraint a to b;
alter index public.i rename to j;

#### refused timestamp: in a new table
create table public.x (y text, z timestamp not null); -- !
#### refused timestamp: a new column, with precision
alter table public.ledger_entries add column x pg_catalog.timestamp(3) without time zone; -- !
#### refused timestamp: a type
create type public.t as (x timestamp[]); -- !
#### refused timestamp: a domain
create domain public.d as "timestamp"; -- !
#### passes timestamp: a column of that name, and the type with its zone
create table public.x (timestamp timestamptz, z timestamp(3) with time zone, unique (timestamp));
alter table public.ledger_entries add column timestamp timestamp with time zone;
create view public.v as select timestamp, now()::timestamp from public.a;

#### refused blocking-index: on the ledger
create index if not exists i on public.ledger_entries (verdict); -- !
#### refused blocking-index: REINDEX
reindex table public.ledger_entries; -- !
#### refused blocking-index: in the branch where it is not empty
do $x$ begin
  if not exists (select from public.ledger_entries) then
    null;
  else
    create index i on public.ledger_entries (verdict); -- !
  end if;
end $x$;
#### refused blocking-index: empty, or something else
do $x$ begin
  if not exists (select from public.ledger_entries) or true then
    create index i on public.ledger_entries (verdict); -- !
  end if;
end $x$;
#### refused blocking-index: another table is empty
do $x$ begin
  if not exists (select from public.tenants) then
    create index i on public.ledger_entries (verdict); -- !
  end if;
end $x$;
#### refused blocking-index: only some rows are missing
do $x$ begin
  if not exists (select from public.ledger_entries where track is not null) then
    create index i on public.ledger_entries (verdict); -- !
  end if;
end $x$;
#### refused blocking-index: behind the condition
do $x$ begin
  if not exists (select from public.ledger_entries) then
    null;
  end if;
  create index i on public.ledger_entries (verdict); -- !
end $x$;
#### passes blocking-index: a table of its own, and an empty one
create table if not exists public.x (y text);
create unique index i on only public.x (y);
do $x$ begin
  if to_regclass('public.j') is null and not exists (select 1 from public.ledger_entries) then
    if true then null; end if;
    create index j on public.ledger_entries (verdict);
  end if;
end $x$;

#### refused scan: CHECK
alter table public.ledger_entries add constraint c check (track <> ''); -- !
#### refused scan: a foreign key of a new column
alter table public.ledger_entries add column t text references public.tenants; -- !
#### refused scan: UNIQUE
alter table public.ledger_entries add unique (track); -- !
#### refused scan: SET NOT NULL
alter table public.ledger_entries alter column track set not null; -- !
#### refused scan: VALIDATE in the script that adds
alter table public.ledger_entries add constraint c check (track <> '') not valid;
alter table public.ledger_entries validate constraint c; -- !
#### passes scan: NOT VALID, an index that stands, VALIDATE on its own
alter table public.ledger_entries
  drop constraint if exists c,
  add constraint c check (track <> '') not valid,
  add constraint u unique using index i;
alter table public.ledger_entries validate constraint d;
create table public.x (y text check (y <> ''));
alter table public.x add primary key (y);

#### refused guard: DISABLE TRIGGER
alter table public.ledger_entries disable trigger all; -- !
#### refused guard: ENABLE without ALWAYS
alter table public.ledger_entries enable trigger ledger_block_update; -- !
#### refused guard: DROP TRIGGER
drop trigger ledger_block_update on public.ledger_entries; -- !
#### refused guard: a rule
create or replace rule r as on insert to public.ledger_entries do instead nothing; -- !
#### refused guard: a session that replicates
set local session_replication_role = replica; -- !
#### refused guard: no counters, in a block, by a function
do $x$ begin perform pg_catalog.set_config('track_counts', 'off', true); end $x$; -- !
#### refused guard: a function that takes it along
create function public.f() returns int language sql set search_path = pg_catalog, pg_temp
  set session_replication_role = replica as 'select 1'; -- !
#### refused guard: DISABLE in a revert
## revert/V1__a.sql
alter table public.ledger_entries disable trigger all; -- !
#### passes guard: ALWAYS; a revert that takes a trigger back
alter table public.ledger_entries enable always trigger ledger_block_update;
create or replace trigger t before update on public.a for each row execute function public.f();
select pg_catalog.current_setting('session_replication_role');
set local lock_timeout = '50ms';
## revert/V1__a.sql
drop trigger t on public.a;
alter table public.ledger_entries enable trigger ledger_block_update;

#### refused search-path: none
create or replace function public.f() returns int language sql as $$ select 1 $$; -- !
#### refused search-path: a schema that others can write to
create procedure public.f(a int, b text default 'x') language sql set search_path = public, pg_temp as ''; -- !
#### refused search-path: in a block
do $x$ begin
  create function public.f() returns int language sql as 'select 1'; -- !
end $x$;
#### refused search-path: an overload is another function
create function public.f(a int) returns int language sql as 'select 1'; -- !
create function public.f(a text) returns int language sql set search_path = pg_catalog, pg_temp as 'select 1';
#### refused search-path: pinned, and replaced
create function public.f() returns int language sql set search_path to pg_catalog, pg_temp as 'select 1';
create or replace function public.f() returns int language sql as 'select 1'; -- !
#### refused search-path: taken away
alter function public.f() reset search_path; -- !
#### passes search-path: a later migration pins it
create function public.f() returns int language sql as 'select 1';
## deploy/V2__b.sql
create or replace function public.f() returns int language sql set search_path = pg_catalog, pg_temp as 'select 1';
## revert/V2__b.sql
create or replace function public.f() returns int language sql as 'select 1';
## verify/V2__b.sql
do $v$ begin raise exception 'no'; end $v$;

#### refused unqualified: a table
create table x (y text); -- !
#### refused unqualified: a change
alter table ledger_entries add column x text; -- !
#### refused unqualified: a view
create or replace view x as select 1; -- !
#### refused unqualified: a function
create function f() returns int language sql set search_path = pg_catalog, pg_temp as 'select 1'; -- !
#### passes unqualified: a temporary table, a name made when it runs
create temporary table x (y text);
alter table x add column z text;
create index i on x (y);
do $x$ begin execute format('alter table %s enable always trigger t', 'public.a'); end $x$;
