insert into audit_ledger.documents (digest, content) values (?, ?) on conflict (digest) do nothing
