insert into public.tenants (tenant_id, display_name, buffer_retention_days, max_clock_skew_seconds)
values (?, ?, ?, ?)
on conflict (tenant_id) do nothing
