-- From the heap and sorted, as an index can be made to lie. One byte more than a tile has, so that a longer one is
-- seen to be none without being held.
select t.index, pg_catalog.substr(t.hashes, 1, 8193)
  from (select ctid, * from audit_ledger.tiles offset 0) t
 where t.origin = ? and t.level = 0
 order by t.index
