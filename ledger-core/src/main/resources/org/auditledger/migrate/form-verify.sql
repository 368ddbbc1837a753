-- Raises unless what the deploy script makes stands. Reads the catalog only.
do $verify$
begin
  raise exception '{file} is not in effect: its verify script is not written' -- FILL IN
    using errcode = 'object_not_in_prerequisite_state';
end
$verify$;
