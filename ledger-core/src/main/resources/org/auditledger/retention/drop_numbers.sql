select d.drop_number from only audit_ledger.partition_drops d
