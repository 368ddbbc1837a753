insert into audit_ledger.partitions (position, name, lower_bound, upper_bound)
values (?, ?, ?::timestamptz, ?::timestamptz)
