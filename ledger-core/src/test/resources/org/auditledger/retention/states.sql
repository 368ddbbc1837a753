-- Partitions of every kind and in every state but half detached, which takes two sessions.
set timezone = 'UTC';

insert into tenants (tenant_id, display_name, buffer_retention_days) values ('Zoe', 'Zoe', 9), ('é', 'é', 1);

create table p_2026_01_01 partition of telemetry_buffer for values from ('2026-01-01') to ('2026-01-02');
create table p_2026_01_02 partition of telemetry_buffer for values from ('2026-01-02') to ('2026-01-03');
create table p_2026_01_03 partition of telemetry_buffer for values from ('2026-01-03') to ('2026-01-04');
create table p_2026_01_04 partition of telemetry_buffer for values from ('2026-01-04') to ('2026-01-05');
create table p_2026_01_05 partition of telemetry_buffer for values from ('2026-01-05') to ('2026-01-06');
create table p_2026_01_06 partition of telemetry_buffer for values from ('2026-01-06') to ('2026-01-07');
create table p_2026_01_07 partition of telemetry_buffer for values from ('2026-01-07') to ('2026-01-08');
create table p_2026_01_08 partition of telemetry_buffer for values from ('2026-01-08') to ('2026-01-09');
create table "early ""days""" partition of telemetry_buffer for values from (minvalue) to ('2025-06-01 01:00:00.5');
create table split partition of telemetry_buffer for values from ('2026-01-20') to ('2026-01-21')
  partition by list (tenant_id);
create schema elsewhere;
create table elsewhere.abroad partition of telemetry_buffer for values from ('2026-01-21') to ('2026-01-22');
create table late partition of telemetry_buffer for values from ('9999-12-31') to ('10000-01-02');
create table nobodys (like telemetry_buffer);
create table telemetry_buffer_note (note text);

insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)
select 'default', 'valve', n::text, '2026-01-01 10:00'::timestamptz + n * interval '1 second', '{}', 'h'
from generate_series(1, 299) n;
insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)
values
  ('Zoe', 'pump', 'a', '2026-01-01 00:00', '{}', 'h'),
  ('é', 'valve', 'b', '2026-01-01 23:59:59.999999', '{}', 'h'),
  ('default', 'pump', 'c', '2026-01-02 12:00', '{}', 'h'),
  ('default', 'pump', 'd', '2026-01-04 12:00', '{}', 'h'),
  ('default', 'pump', 'e', '2026-01-05 12:00', '{}', 'h'),
  ('default', 'pump', 'f', '2026-01-06 12:00', '{}', 'h'),
  ('default', 'pump', 'g', '2026-01-07 12:00', '{}', 'h');

alter table telemetry_buffer detach partition p_2026_01_05;
alter table telemetry_buffer detach partition p_2026_01_06;
alter table telemetry_buffer detach partition p_2026_01_07;
