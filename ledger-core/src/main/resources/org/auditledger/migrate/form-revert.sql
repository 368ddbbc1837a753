-- why: FILL IN: what it takes back
-- locks: FILL IN: as in the deploy script

do $revert$
begin
  raise exception '{file} is not reverted: its revert script is not written' -- FILL IN
    using errcode = 'object_not_in_prerequisite_state';
end
$revert$;
