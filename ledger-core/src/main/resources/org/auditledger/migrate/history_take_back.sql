-- Takes the newest row of a version back, in the one way that Flyway reads and nobody has to change a row for.
insert into audit_ledger.{history}
  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
select (select max(h.installed_rank) from audit_ledger.{history} h) + 1,
  h.version, h.description, 'DELETE', h.script, h.checksum, current_user, ?, true
from audit_ledger.{history} h
where h.version = ? and h.type <> 'DELETE'
order by h.installed_rank desc
limit 1
