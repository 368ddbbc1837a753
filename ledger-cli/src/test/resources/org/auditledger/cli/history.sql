insert into audit_ledger.control_history
values (1, '1', 'audit ledger', 'SQL', 'V1__audit_ledger.sql', 0, 'test', '2026-11-20', 0, true);

insert into audit_ledger.ledger_history
select rank, version, 'a migration', 'SQL', 'V' || version || '__a_migration.sql', 0, 'test', '2026-11-20', 0, true
from unnest(array['1', '2', '2.1', '3', '3.1', '3.2', '3.3', '4']) with ordinality as applied (version, rank);
