insert into audit_ledger.journal (position, note) values (?, ?) returning position, note
