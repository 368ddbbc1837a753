-- As the heap has them: no index holds a ctid, so that none can have a say in how many there are.
select pg_catalog.count(*) from (select t.place from %1$s t offset 0) r
