-- A row as Flyway writes it, of a migration whose effect was found.
insert into audit_ledger.{history}
  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
select coalesce((select max(h.installed_rank) from audit_ledger.{history} h), 0) + 1,
  ?, ?, 'SQL', ?, ?, current_user, 0, true
