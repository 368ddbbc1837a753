-- Whether a partition holds records of a subject, of one of these tenants.
select exists (select from %1$s t where t.tenant_id = any (?) and t.subject = ?)
