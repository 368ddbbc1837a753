select installed_rank, version, description, type, script, checksum, installed_by, installed_on, success
from audit_ledger.%s
order by installed_rank
limit ?
