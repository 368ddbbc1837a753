insert into ledger_entries
select k.* from kept k
where k.sequence_number > (select max(sequence_number) from ledger_entries)
order by k.sequence_number;
