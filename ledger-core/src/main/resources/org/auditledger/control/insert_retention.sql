insert into audit_ledger.retention (position, tenant_id, days) values (?, ?, ?)
