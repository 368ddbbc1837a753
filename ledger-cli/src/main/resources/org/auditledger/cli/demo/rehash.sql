alter table ledger_entries disable trigger ledger_block_update;
do $$
declare
  entry public.ledger_entries;
  link text;
begin
  for entry in
    select * from ledger_entries where sequence_number >= 46 order by sequence_number
  loop
    entry.previous_hash := coalesce(link, entry.previous_hash);
    link := pg_temp.hash_of(entry);
    update ledger_entries set previous_hash = entry.previous_hash, entry_hash = link
    where sequence_number = entry.sequence_number;
  end loop;
end $$;
alter table ledger_entries enable always trigger ledger_block_update;
