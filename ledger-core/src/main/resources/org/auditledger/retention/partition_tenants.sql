-- Whose records a partition holds: one look into its index for each of them, however many records there are.
with recursive found (tenant_id) as (
  (select t.tenant_id from %1$s t order by t.tenant_id limit 1)
  union all
  select (select t.tenant_id from %1$s t where t.tenant_id > f.tenant_id order by t.tenant_id limit 1)
  from found f
  where f.tenant_id is not null
)
select f.tenant_id from found f where f.tenant_id is not null
