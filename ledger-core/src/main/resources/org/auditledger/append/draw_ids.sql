-- Where rows came with ids of their own, the sequence never heard of them: first past those, then the ones we need.
select pg_catalog.max(drawn.id)
  from (select pg_catalog.nextval(?::pg_catalog.regclass) as id
          from pg_catalog.generate_series(1, ?)) as drawn;
select pg_catalog.nextval(?::pg_catalog.regclass)
  from pg_catalog.generate_series(1, ?)
