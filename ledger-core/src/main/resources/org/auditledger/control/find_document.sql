select pg_catalog.left(content, ?) from audit_ledger.documents where digest = ?
