-- What a certificate and the work say is held against what was applied for.

alter table disposals add column circumstances text;
alter table disposals add column method_changed_reason text;

-- 申請時の方法: what was permitted, whatever was done in the end.
alter table disposals_items add column planned_method text;

alter table disposals_steps add column circumstances text;
-- A step that a check sent back proves nothing any more.
alter table disposals_steps add column discredited integer;

alter table disposals_certificates add column circumstances text;
alter table disposals_certificate_lines add column method text;
