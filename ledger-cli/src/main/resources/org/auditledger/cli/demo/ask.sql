update ledger_entries set verdict = 'CLEAR' where sequence_number = 46;
