-- One byte more than a tile has, so that a longer one is seen to be none without being held.
select pg_catalog.substr(hashes, 1, 8193)
  from audit_ledger.tiles
 where origin = ? and level = ? and index = ?
