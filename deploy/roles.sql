-- The jobs' roles, run once by who may create roles, in the ledger's database. ledger_owner is the role that
-- owns the ledger: nobody logs in as it, and who may become it does so by options=-c role=ledger_owner.
-- Passwords: \password audit_ledger_verify, and so on; the jobs take them from files.
--
-- A membership is part of what protects the ledger, so that verify reports it until who has the key has said
-- that it is meant: audit-ledger migrate verify --accept-posture="the jobs' roles"

-- Reads, and nothing else.
create role audit_ledger_verify login;
grant ski_audit_reader to audit_ledger_verify;

-- These write to the ledger's own history, each by a login of its own, so that the server's log says which it was.
create role audit_ledger_checkpoint login noinherit;
create role audit_ledger_backup login noinherit;
create role audit_ledger_retention login noinherit;
grant ledger_owner to audit_ledger_checkpoint, audit_ledger_backup, audit_ledger_retention;
