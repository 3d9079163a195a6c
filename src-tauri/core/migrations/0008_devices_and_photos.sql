-- The life of a device and of the drives inside it; photos of a step and of a thing; who handed over to whom.

alter table devices add column lease_terms text;
alter table devices add column return_due text;
alter table devices add column moved_on text;
alter table devices add column intro_checked_on text;
alter table devices add column intro_checked_by text;
alter table devices add column intro_checked_by_id integer references staff (id);
alter table devices add column intro_check_items text;
alter table devices add column intro_result text;
alter table devices add column lost_on text;
alter table devices add column lost_by text;
alter table devices add column lost_by_id integer references staff (id);
alter table devices add column lost_detail text;
alter table devices add column lost_response text;
alter table devices add column found_on text;
alter table devices add column found_detail text;

alter table devices_drives add column state text;
alter table devices_drives add column state_on text;
alter table devices_drives add column kept_at text;
alter table devices_drives add column replaces text;
alter table devices_drives add column disposal_ref text;

alter table disposals add column handed_by text;
alter table disposals add column handed_by_id integer references staff (id);
alter table disposals add column collected_by text;

-- ログ廃棄: which days of a log are discarded.
alter table disposals_items add column period_from text;
alter table disposals_items add column period_until text;

-- A photo belongs to a step of a case, and to one of its things or to all of them.
alter table attachment add column step text;
alter table attachment add column item text;

-- 作業者と作業後確認者の分離 (A 4.2.5(5)), also where the work was put down drive by drive.
create trigger step_is_not_checked_by_its_operator before insert on disposals_steps
when exists (
  select 1 from disposals
  where id = new.record_id and origin = 'entry'
    and post_checked_by_id = new.operator_id and same_checker_reason is null
)
begin
  select raise(abort, 'the operator of a step checks it');
end;

create trigger check_is_not_by_an_operator before update on disposals
when new.origin = 'entry' and new.same_checker_reason is null and exists (
  select 1 from disposals_steps where record_id = new.id and operator_id = new.post_checked_by_id
)
begin
  select raise(abort, 'the operator of a step checks it');
end;

-- A case ends with permission and both checks, whatever wrote it.
create trigger case_ends_checked before update on disposals
when new.by_steps = 1 and new.status = 'closed' and (
  new.permitted_by is null or new.permitted_on is null
  or new.pre_checked_by is null or new.pre_checked_at is null
  or new.post_checked_by is null or new.post_checked_at is null
  or new.validation is not 'accept'
)
begin
  select raise(abort, 'a case is closed without permission or checks');
end;

create trigger case_begins_open before insert on disposals
when new.by_steps = 1 and new.status is not 'opened'
begin
  select raise(abort, 'a case begins with its application');
end;
