CREATE TRIGGER attachment_is_not_changed
before update of id, register, record_id, name, kind, note, purpose, pages, sha256, size, added_at, added_by, body
on attachment
begin
  select raise(abort, 'attachments are not changed');
end;

CREATE TRIGGER attachment_is_not_deleted before delete on attachment
begin
  select raise(abort, 'attachments are not deleted');
end;

CREATE TRIGGER case_begins_open before insert on disposals
when new.by_steps = 1 and new.status is not 'opened'
begin
  select raise(abort, 'a case begins with its application');
end;

CREATE TRIGGER case_ends_checked before update on disposals
when new.by_steps = 1 and new.status = 'closed' and (
  new.permitted_by is null or new.permitted_on is null
  or new.pre_checked_by is null or new.pre_checked_at is null
  or new.post_checked_by is null or new.post_checked_at is null
  or new.validation is not 'accept'
)
begin
  select raise(abort, 'a case is closed without permission or checks');
end;

CREATE TRIGGER check_is_not_by_an_operator before update on disposals
when new.origin = 'entry' and new.same_checker_reason is null and exists (
  select 1 from disposals_steps where record_id = new.id and operator_id = new.post_checked_by_id
)
begin
  select raise(abort, 'the operator of a step checks it');
end;

CREATE TRIGGER event_is_not_changed before update on event
begin
  select raise(abort, 'the log is append-only');
end;

CREATE TRIGGER event_is_not_deleted before delete on event
begin
  select raise(abort, 'the log is append-only');
end;

CREATE TRIGGER import_mapping_is_not_changed before update on import_mapping
begin
  select raise(abort, 'remembered mappings are not changed');
end;

CREATE TRIGGER step_is_not_checked_by_its_operator before insert on disposals_steps
when exists (
  select 1 from disposals
  where id = new.record_id and origin = 'entry'
    and post_checked_by_id = new.operator_id and same_checker_reason is null
)
begin
  select raise(abort, 'the operator of a step checks it');
end;

CREATE TABLE account (
  id             integer primary key,
  login          text not null unique,
  staff_id       integer not null references staff (id),
  role           text not null,
  changed_on     text not null,
  temporary      integer not null check (temporary in (0, 1)),
  disabled_on    text,
  last_sign_in   text,
  created_at     text not null
) strict;

CREATE TABLE attachment (
  id             integer primary key,
  register       text not null,
  record_id      integer not null,
  name           text not null,
  kind           text not null,
  note           text,
  sha256         text not null,
  size           integer not null,
  added_at       text not null,
  added_by       text not null,
  body           blob not null
, purpose text, pages text, step text, item text) strict;

CREATE TABLE backup_media (
  id            integer primary key,
  uuid          text    not null unique,
  version       integer not null,
  origin        text    not null check (origin in ('entry', 'import')),
  batch_id      integer references import_batch (id),
  source        text,
  effective_on  text,
  late_reason   text,
  extra         text    not null default '{}',
  missing       integer not null,
  voided        integer not null default 0 check (voided in (0, 1)),
  media_no      text,
  system        text,
  media_kind    text,
  maker         text,
  model         text,
  serial        text,
  capacity      text,
  rotation      text,
  generation    integer,
  encrypted     text,
  key_holder    text,
  key_holder_id integer references staff (id),
  purchased_on  text,
  in_use_from   text,
  replace_due   text,
  use_count     integer,
  use_limit     integer,
  err_count     integer,
  location      text,
  status        text,
  pii_class     text,
  importance    text,
  disposed_on   text,
  disposal_ref  text,
  remarks       text
) strict;

CREATE TABLE backup_work (
  id                   integer primary key,
  uuid                 text    not null unique,
  version              integer not null,
  origin               text    not null check (origin in ('entry', 'import')),
  batch_id             integer references import_batch (id),
  source               text,
  effective_on         text,
  late_reason          text,
  extra                text    not null default '{}',
  missing              integer not null,
  voided               integer not null default 0 check (voided in (0, 1)),
  doc_no               text,
  fiscal_year          integer,
  performed_on         text,
  started_at           text,
  ended_at             text,
  system               text,
  scope                text,
  backup_type          text,
  media_no             text,
  generation           integer,
  data_size            text,
  duration_minutes     integer,
  result               text,
  message              text,
  verify               text,
  action               text,
  stored_at            text,
  stored_by            text,
  stored_by_id         integer references staff (id),
  operator             text,
  operator_id          integer references staff (id),
  approved_by          text,
  approved_by_id       integer references staff (id),
  approved_at          text,
  self_approval_reason text,
  status               text,
  retain_until         text,
  remarks              text,

  -- 作業者と承認者の分離 (A 5.2.3(2)), or the reason why it could not be kept
  check (
    origin = 'import'
    or operator_id is null
    or approved_by_id is null
    or operator_id <> approved_by_id
    or self_approval_reason is not null
  )
) strict;

CREATE TABLE carry_outs (
  id                   integer primary key,
  uuid                 text    not null unique,
  version              integer not null,
  origin               text    not null check (origin in ('entry', 'import')),
  batch_id             integer references import_batch (id),
  source               text,
  effective_on         text,
  late_reason          text,
  extra                text    not null default '{}',
  missing              integer not null,
  voided               integer not null default 0 check (voided in (0, 1)),
  doc_no               text,
  fiscal_year          integer,
  applied_on           text,
  department           text,
  applicant            text,
  applicant_id         integer references staff (id),
  contact              text,
  content              text,
  item_no              text,
  item_name            text,
  purpose              text,
  out_at               text,
  due_on               text,
  due_time             text,
  what                 text,
  record_count         integer,
  pii_class            text,
  importance           text,
  destination          text,
  route                text,
  transport            text,
  offsite_work         integer check (offsite_work in (0, 1)),
  offsite_work_detail  text,
  byod                 integer check (byod in (0, 1)),
  encrypted            text,
  safeguards           text,
  risk                 text,
  loss_plan            text,
  exception_no         text,
  pledge               integer check (pledge in (0, 1)),
  decision             text,
  permit_no            text,
  permit_condition     text,
  permitted_by         text,
  permitted_by_id      integer references staff (id),
  permitted_on         text,
  self_approval_reason text,
  out_checked_by       text,
  out_checked_by_id    integer references staff (id),
  out_checked_at       text,
  out_check_items      text,
  returned_on          text,
  returned_time        text,
  in_checked_by        text,
  in_checked_by_id     integer references staff (id),
  in_checked_at        text,
  in_check_items       text,
  status               text,
  retain_until         text,
  remarks              text,

  -- 申請者と許可者の分離 (A 4.3.2(1), B 1-2(8)①), or the reason why it could not be kept
  check (
    origin = 'import'
    or applicant_id is null
    or permitted_by_id is null
    or applicant_id <> permitted_by_id
    or self_approval_reason is not null
  )
) strict;

CREATE TABLE carry_outs_extensions (
  id              integer primary key,
  record_id       integer not null references carry_outs (id),
  position        integer not null,
  new_due_on      text,
  reason          text,
  permitted_by    text,
  permitted_by_id integer references staff (id),
  permitted_on    text
) strict;

CREATE TABLE carry_outs_items (
  id        integer primary key,
  record_id integer not null references carry_outs (id),
  position  integer not null,
  item_no   text,
  item_kind text,
  serial    text
) strict;

CREATE TABLE devices (
  id                integer primary key,
  uuid              text    not null unique,
  version           integer not null,
  origin            text    not null check (origin in ('entry', 'import')),
  batch_id          integer references import_batch (id),
  source            text,
  effective_on      text,
  late_reason       text,
  extra             text    not null default '{}',
  missing           integer not null,
  voided            integer not null default 0 check (voided in (0, 1)),
  device_no         text,
  device_kind       text,
  maker             text,
  model             text,
  serial            text,
  hostname          text,
  ip_address        text,
  mac_address       text,
  imei              text,
  phone_no          text,
  drives_note       text,
  ownership         text,
  contract_no       text,
  lessor            text,
  lease_end         text,
  acquired_on       text,
  warranty_end      text,
  maintenance_end   text,
  os                text,
  os_support_end    text,
  location          text,
  zone              text,
  user              text,
  user_id           integer references staff (id),
  department        text,
  purpose           text,
  pii_class         text,
  importance        text,
  portable_ok       integer check (portable_ok in (0, 1)),
  theft_lock        text,
  security          text,
  lock_minutes      integer,
  status            text,
  last_checked_on   text,
  last_check_result text,
  disposed_on       text,
  disposal_ref      text,
  remarks           text
, lease_terms text, return_due text, moved_on text, intro_checked_on text, intro_checked_by text, intro_checked_by_id integer references staff (id), intro_check_items text, intro_result text, lost_on text, lost_by text, lost_by_id integer references staff (id), lost_detail text, lost_response text, found_on text, found_detail text) strict;

CREATE TABLE devices_drives (
  id         integer primary key,
  record_id  integer not null references devices (id),
  position   integer not null,
  drive_kind text,
  technology text,
  maker      text,
  model      text,
  serial     text,
  capacity   text,
  remarks    text
, state text, state_on text, kept_at text, replaces text, disposal_ref text) strict;

CREATE TABLE disposals (
  id                        integer primary key,
  uuid                      text    not null unique,
  version                   integer not null,
  origin                    text    not null check (origin in ('entry', 'import')),
  batch_id                  integer references import_batch (id),
  source                    text,
  effective_on              text,
  late_reason               text,
  extra                     text    not null default '{}',
  missing                   integer not null,
  voided                    integer not null default 0 check (voided in (0, 1)),
  doc_no                    text,
  fiscal_year               integer,
  applied_on                text,
  department                text,
  applicant                 text,
  applicant_id              integer references staff (id),
  disposition               text,
  reason                    text,
  device_no                 text,
  device_kind               text,
  model                     text,
  serial                    text,
  content                   text,
  pii_class                 text,
  importance                text,
  backup_needed             text,
  backup_loc                text,
  hold_check                text,
  deprovision               text,
  level                     text,
  method                    text,
  method_detail             text,
  not_shred_reason          text,
  planned_on                text,
  performer                 text,
  vendor                    text,
  subcontractor             text,
  contract_no               text,
  adequacy                  text,
  adequacy_reason           text,
  permitted_by              text,
  permitted_by_id           integer references staff (id),
  permitted_on              text,
  permit_no                 text,
  permit_condition          text,
  self_approval_reason      text,
  pre_checked_by            text,
  pre_checked_by_id         integer references staff (id),
  pre_checked_at            text,
  pre_check_items           text,
  work_started_at           text,
  work_ended_at             text,
  place                     text,
  operator                  text,
  operator_id               integer references staff (id),
  witness                   text,
  witness_id                integer references staff (id),
  tool                      text,
  disposed_on               text,
  verification              text,
  result                    text,
  verified_by               text,
  verified_by_id            integer references staff (id),
  fallback_ref              text,
  post_checked_by           text,
  post_checked_by_id        integer references staff (id),
  post_checked_at           text,
  post_check_items          text,
  validation                text,
  same_checker_reason       text,
  destination               text,
  handed_on                 text,
  receipt_no                text,
  certificate_type          text,
  certificate_no            text,
  certificate_issued_on     text,
  certificate_due           text,
  certificate_received_on   text,
  certificate_match         text,
  certificate_checked_by    text,
  certificate_checked_by_id integer references staff (id),
  ledger_closed_at          text,
  status                    text,
  retain_until              text,
  remarks                   text, by_steps integer check (by_steps in (0, 1)), handling text, witnessed_at text, reported_on text, carrier text, return_due text, lease_terms text, not_erased_reason text, nda_no text, nda_on text, secrecy_checked_on text, back_on text, back_checked text, redo_count integer, redo_reason text, withdrawn_reason text, handed_by text, handed_by_id integer references staff (id), collected_by text, circumstances text, method_changed_reason text, planned_place text, planned_witness text, planned_witness_id integer references staff (id), refused_on text, refused_by text, refused_by_id integer references staff (id), refused_reason text, serial_source text, secrecy_result text, sent_on text, sent_by text, sent_by_id integer references staff (id), sent_to text, sent_receipt_no text, sent_witness text, sent_witness_id integer references staff (id), old_parts text, old_parts_detail text, redo_performer text, redo_method text, waste_vendor text, waste_licence_no text, waste_items text, waste_quantity text, manifest_no text, manifest_a_on text, manifest_b2_on text, manifest_d_on text, manifest_e_on text,

  -- 申請者と許可者の分離 (B 1-2(8)①), or the reason why it could not be kept
  check (
    origin = 'import'
    or applicant_id is null
    or permitted_by_id is null
    or applicant_id <> permitted_by_id
    or self_approval_reason is not null
  ),
  -- 作業者と作業後確認者の分離 (A 4.2.5(5)), or the reason why it could not be kept
  check (
    origin = 'import'
    or operator_id is null
    or post_checked_by_id is null
    or operator_id <> post_checked_by_id
    or same_checker_reason is not null
  ),
  -- 作業前確認 comes before 作業後確認 (A 4.2.5(5))
  check (
    origin = 'import'
    or post_checked_at is null
    or pre_checked_at is null
    or pre_checked_at <= post_checked_at
  )
) strict;

CREATE TABLE disposals_certificate_lines (
  id             integer primary key,
  record_id      integer not null references disposals (id),
  position       integer not null,
  certificate_no text,
  serial         text,
  model          text,
  capacity       text,
  result         text,
  error_count    integer,
  retry_count    integer,
  warnings       text,
  found_as       text,
  item_serial    text,
  superseded     integer check (superseded in (0, 1))
, method text) strict;

CREATE TABLE disposals_certificates (
  id               integer primary key,
  record_id        integer not null references disposals (id),
  position         integer not null,
  certificate_no   text,
  certificate_type text,
  issuer           text,
  issued_on        text,
  received_on      text,
  received_by      text,
  received_by_id   integer references staff (id),
  seal             text,
  granularity      text,
  method           text,
  level            text,
  tool             text,
  worked_on        text,
  worked_by        text,
  place            text,
  verification     text,
  extra_reason     text,
  checked_by       text,
  checked_by_id    integer references staff (id),
  source           text,
  file_sha256      text,
  superseded       integer check (superseded in (0, 1))
, replaces text, circumstances text) strict;

CREATE TABLE disposals_handovers (
  id           integer primary key,
  record_id    integer not null references disposals (id),
  position     integer not null,
  handed_on    text,
  handed_by    text,
  handed_by_id integer references staff (id),
  collected_by text,
  receipt_no   text,
  vendor       text,
  contract_no  text,
  handling     text,
  carrier      text,
  quantity     integer,
  things       text
) strict;

CREATE TABLE disposals_items (
  id                integer primary key,
  record_id         integer not null references disposals (id),
  position          integer not null,
  item_no           text,
  item_kind         text,
  technology        text,
  maker             text,
  model             text,
  serial            text,
  serial_source     text,
  capacity          text,
  quantity          integer,
  level             text,
  method            text,
  coverage          text,
  error_count       integer,
  erased_percent    integer,
  result            text,
  adequacy          text,
  certificate_match text,
  seal_no           text,
  remarks           text
, inside text, circumstances text, performer text, item_ledger text, certificate_no text, period_from text, period_until text, planned_method text, handed_on text, handling text) strict;

CREATE TABLE disposals_steps (
  id         integer primary key,
  record_id  integer not null references disposals (id),
  position   integer not null,
  item_no    text,
  method     text,
  passes     integer,
  started_at text,
  ended_at   text,
  result     text,
  remarks    text
, serial text, level text, tool text, operator text, operator_id integer references staff (id), verification text, coverage text, error_count integer, retry_count integer, erased_percent integer, report_sha256 text, circumstances text, discredited integer, seal_no text) strict;

CREATE TABLE event (
  seq            integer primary key,
  at             text not null,     -- UTC, milliseconds
  offset_minutes integer not null,  -- of local time, so that the wall clock can be shown again
  account_id     integer,
  who            text not null,     -- the name as it was
  terminal       text not null,
  action         text not null,
  register       text,
  record_id      integer,
  number         text,
  effective_on   text,
  late           integer not null check (late in (0, 1)),
  reason         text,
  detail         text,              -- canonical JSON
  image          text,              -- the whole record after the change, canonical JSON
  hash           blob not null check (length(hash) = 32)
) strict;

CREATE TABLE import_batch (
  id             integer primary key,
  at             text not null,
  who            text not null,
  undone_at      text,
  decisions      text not null
) strict;

CREATE TABLE import_file (
  id             integer primary key,
  batch_id       integer not null references import_batch (id),
  name           text not null,
  sha256         text not null,
  body           blob not null
) strict;

CREATE TABLE import_mapping (
  id           integer primary key,
  fingerprint  text not null,     -- of the headings
  register     text not null,
  batch_id     integer not null references import_batch (id),
  at           text not null,
  who          text not null,
  decisions    text not null      -- canonical JSON
) strict;

CREATE TABLE import_rows (
  id             integer primary key,
  batch_id       integer not null references import_batch (id),
  file_id        integer not null references import_file (id),
  table_no       integer not null,
  sheet          text,
  first_row      integer not null,
  last_row       integer not null,
  rows           integer not null,  -- how many of them are used
  register       text,              -- of the records they became
  first_record   integer,           -- the least of their ids
  last_record    integer,           -- and the greatest
  body           blob not null,     -- deflated JSON: a row number, register, record, cells and problems of each
  unique (file_id, table_no, first_row)
) strict;

CREATE TABLE ledger (
  one            integer primary key check (one = 1),
  uuid           text not null,
  organisation   text not null,
  created_at     text not null
) strict;

CREATE TABLE number_series (
  series         text not null,
  fiscal_year    integer not null,
  last           integer not null,
  primary key (series, fiscal_year)
) strict, without rowid;

CREATE TABLE old_password (
  account_id     integer not null references account (id),
  salt           text not null,
  hash           text not null,
  since          text not null
) strict;

CREATE TABLE portable_media (
  id                integer primary key,
  uuid              text    not null unique,
  version           integer not null,
  origin            text    not null check (origin in ('entry', 'import')),
  batch_id          integer references import_batch (id),
  source            text,
  effective_on      text,
  late_reason       text,
  extra             text    not null default '{}',
  missing           integer not null,
  voided            integer not null default 0 check (voided in (0, 1)),
  media_no          text,
  media_kind        text,
  technology        text,
  maker             text,
  model             text,
  serial            text,
  capacity          text,
  encrypted         text,
  enc_method        text,
  acquisition       text,
  registered_on     text,
  in_use_from       text,
  content           text,
  pii_class         text,
  importance        text,
  labelled          integer check (labelled in (0, 1)),
  location          text,
  loc_attributes    text,
  owner_dept        text,
  owner             text,
  owner_id          integer references staff (id),
  write_protected   integer check (write_protected in (0, 1)),
  status            text,
  last_checked_on   text,
  last_check_result text,
  av_checked_at     text,
  av_result         text,
  retired_on        text,
  disposed_on       text,
  disposal_ref      text,
  remarks           text
) strict;

CREATE TABLE profile (
  revision       integer primary key,
  body           text not null,
  since          text not null
) strict;

CREATE TABLE staff (
  id           integer primary key,
  uuid         text    not null unique,
  version      integer not null,
  origin       text    not null check (origin in ('entry', 'import')),
  batch_id     integer references import_batch (id),
  source       text,
  effective_on text,
  late_reason  text,
  extra        text    not null default '{}',
  missing      integer not null,
  voided       integer not null default 0 check (voided in (0, 1)),
  staff_no     text,
  name         text,
  kana         text,
  department   text,
  title        text,
  employment   text,
  hired_on     text,
  left_on      text,
  contact      text,
  remarks      text
, left_reason text) strict;

CREATE TABLE staff_assignments (
  id          integer primary key,
  record_id   integer not null references staff (id),
  position    integer not null,
  from_on     text,
  department  text,
  title       text,
  employment  text,
  move_reason text,
  order_no    text
) strict;

CREATE TABLE staff_roles (
  id           integer primary key,
  record_id    integer not null references staff (id),
  position     integer not null,
  role         text,
  department   text,
  from_on      text,
  until_on     text,
  appointed_by text
) strict;

CREATE TABLE training (
  id                 integer primary key,
  uuid               text    not null unique,
  version            integer not null,
  origin             text    not null check (origin in ('entry', 'import')),
  batch_id           integer references import_batch (id),
  source             text,
  effective_on       text,
  late_reason        text,
  extra              text    not null default '{}',
  missing            integer not null,
  voided             integer not null default 0 check (voided in (0, 1)),
  doc_no             text,
  fiscal_year        integer,
  session            integer,
  course             text,
  course_kind        text,
  held_on            text,
  started_at         text,
  ended_at           text,
  place              text,
  mode               text,
  instructor         text,
  instructor_id      integer references staff (id),
  instructor_org     text,
  targets            text,
  target_count       integer,
  content            text,
  text_ref           text,
  text_edition       text,
  text_place         text,
  attended_count     integer,
  absent_count       integer,
  attendance_percent integer,
  quiz_method        text,
  quiz_average       integer,
  quiz_pass          integer,
  quiz_failed_action text,
  makeup_on          text,
  absent_action      text,
  findings           text,
  checked_by         text,
  checked_by_id      integer references staff (id),
  checked_on         text,
  reported_to        text,
  reported_to_id     integer references staff (id),
  reported_on        text,
  status             text,
  retain_until       text,
  remarks            text
, by_steps integer check (by_steps in (0, 1)), course_no text, plan_no text, text_no text, makeup_of text, target_departments text, fixed_list integer check (fixed_list in (0, 1)), frozen_on text, announced_on text, announced_how text, exempt_count integer, cancelled_on text, cancelled_reason text, drill_structure text, drill_scope text) strict;

CREATE TABLE training_attendees (
  id             integer primary key,
  record_id      integer not null references training (id),
  position       integer not null,
  department     text,
  title          text,
  name           text,
  name_id        integer references staff (id),
  staff_no       text,
  employment     text,
  attendance     text,
  absence_reason text,
  attended_on    text,
  signed         integer check (signed in (0, 1)),
  score          integer,
  remarks        text
) strict;

CREATE TABLE training_courses (
  id                 integer primary key,
  uuid               text    not null unique,
  version            integer not null,
  origin             text    not null check (origin in ('entry', 'import')),
  batch_id           integer references import_batch (id),
  source             text,
  effective_on       text,
  late_reason        text,
  extra              text    not null default '{}',
  missing            integer not null,
  voided             integer not null default 0 check (voided in (0, 1)),
  course_no          text,
  course             text,
  course_kind        text,
  purpose            text,
  targets            text,
  target_departments text,
  interval_months    integer,
  mode               text,
  content            text,
  instructor         text,
  instructor_id      integer references staff (id),
  text_no            text,
  pass_score         integer,
  basis              text,
  since_on           text,
  ended_on           text,
  status             text,
  remarks            text
) strict;

CREATE TABLE training_followups (
  id            integer primary key,
  uuid          text    not null unique,
  version       integer not null,
  origin        text    not null check (origin in ('entry', 'import')),
  batch_id      integer references import_batch (id),
  source        text,
  effective_on  text,
  late_reason   text,
  extra         text    not null default '{}',
  missing       integer not null,
  voided        integer not null default 0 check (voided in (0, 1)),
  doc_no        text,
  fiscal_year   integer,
  course_no     text,
  course        text,
  person        text,
  person_id     integer references staff (id),
  staff_no      text,
  department    text,
  employment    text,
  due_on        text,
  reason        text,
  reminded_1_on text,
  reminded_2_on text,
  reminded_3_on text,
  makeup_on     text,
  makeup_no     text,
  measure       text,
  exempt_reason text,
  exempt_by     text,
  exempt_by_id  integer references staff (id),
  status        text,
  retain_until  text,
  remarks       text,

  -- 本人は自分を免除しない
  check (exempt_by_id is null or person_id is null or exempt_by_id <> person_id)
) strict;

CREATE TABLE training_plans (
  id                 integer primary key,
  uuid               text    not null unique,
  version            integer not null,
  origin             text    not null check (origin in ('entry', 'import')),
  batch_id           integer references import_batch (id),
  source             text,
  effective_on       text,
  late_reason        text,
  extra              text    not null default '{}',
  missing            integer not null,
  voided             integer not null default 0 check (voided in (0, 1)),
  doc_no             text,
  fiscal_year        integer,
  planned_on         text,
  planned_by         text,
  planned_by_id      integer references staff (id),
  policy             text,
  structure          text,
  drill_plan         text,
  improvement_ref    text,
  committee_on       text,
  committee_decision text,
  minutes_no         text,
  status             text,
  retain_until       text,
  remarks            text
) strict;

CREATE TABLE training_plans_lines (
  id         integer primary key,
  record_id  integer not null references training_plans (id),
  position   integer not null,
  course_no  text,
  course     text,
  purpose    text,
  targets    text,
  content    text,
  mode       text,
  planned_on text,
  instructor text,
  text_draft text,
  evaluation text
) strict;

CREATE TABLE training_reports (
  id                integer primary key,
  uuid              text    not null unique,
  version           integer not null,
  origin            text    not null check (origin in ('entry', 'import')),
  batch_id          integer references import_batch (id),
  source            text,
  effective_on      text,
  late_reason       text,
  extra             text    not null default '{}',
  missing           integer not null,
  voided            integer not null default 0 check (voided in (0, 1)),
  doc_no            text,
  fiscal_year       integer,
  figures_on        text,
  meant_count       integer,
  trained_count     integer,
  trained_percent   integer,
  untrained_count   integer,
  reporter          text,
  reporter_id       integer references staff (id),
  reported_on       text,
  new_hire_note     text,
  drill_note        text,
  untrained_measure text,
  issues            text,
  next_plan         text,
  committee_on      text,
  minutes_no        text,
  status            text,
  retain_until      text,
  remarks           text
, meant_people integer, untrained_people integer, exempt_count integer) strict;

CREATE TABLE training_reports_courses (
  id          integer primary key,
  record_id   integer not null references training_reports (id),
  position    integer not null,
  course_no   text,
  course      text,
  course_kind text,
  sessions    integer,
  meant       integer,
  trained     integer,
  percent     integer
, exempt integer) strict;

CREATE TABLE training_reports_groups (
  id         integer primary key,
  record_id  integer not null references training_reports (id),
  position   integer not null,
  group_kind text,
  group_name text,
  meant      integer,
  trained    integer,
  percent    integer
) strict;

CREATE TABLE training_reports_untrained (
  id         integer primary key,
  record_id  integer not null references training_reports (id),
  position   integer not null,
  name       text,
  name_id    integer references staff (id),
  staff_no   text,
  department text,
  employment text,
  course     text,
  due_on     text,
  reason     text,
  reminders  integer,
  makeup_on  text,
  measure    text
) strict;

CREATE TABLE training_texts (
  id           integer primary key,
  uuid         text    not null unique,
  version      integer not null,
  origin       text    not null check (origin in ('entry', 'import')),
  batch_id     integer references import_batch (id),
  source       text,
  effective_on text,
  late_reason  text,
  extra        text    not null default '{}',
  missing      integer not null,
  voided       integer not null default 0 check (voided in (0, 1)),
  text_no      text,
  title        text,
  edition      text,
  author       text,
  made_on      text,
  used_for     text,
  file_name    text,
  file_sha256  text,
  paper_place  text,
  status       text,
  retain_until text,
  remarks      text
, last_used_on text) strict;

CREATE INDEX attachment_of_record on attachment (register, record_id);

CREATE UNIQUE INDEX backup_media_number on backup_media (media_no) where voided = 0 and media_no is not null;

CREATE UNIQUE INDEX backup_work_number on backup_work (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX carry_outs_extensions_record on carry_outs_extensions (record_id, position);

CREATE INDEX carry_outs_items_record on carry_outs_items (record_id, position);

CREATE UNIQUE INDEX carry_outs_number on carry_outs (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX devices_drives_record on devices_drives (record_id, position);

CREATE UNIQUE INDEX devices_number on devices (device_no) where voided = 0 and device_no is not null;

CREATE INDEX disposals_certificate_lines_record on disposals_certificate_lines (record_id, position);

CREATE INDEX disposals_certificates_record on disposals_certificates (record_id, position);

CREATE INDEX disposals_handovers_record on disposals_handovers (record_id, position);

CREATE INDEX disposals_items_number on disposals_items (item_no);

CREATE INDEX disposals_items_record on disposals_items (record_id, position);

CREATE UNIQUE INDEX disposals_number on disposals (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX disposals_steps_record on disposals_steps (record_id, position);

CREATE INDEX event_of_import on event (seq) where action = 'import_committed';

CREATE INDEX event_of_record on event (register, record_id) where record_id is not null;

CREATE INDEX import_file_by_hash on import_file (sha256);

CREATE INDEX import_mapping_of on import_mapping (fingerprint, id);

CREATE INDEX import_rows_of_record on import_rows (register, first_record, last_record) where register is not null;

CREATE UNIQUE INDEX portable_media_number on portable_media (media_no) where voided = 0 and media_no is not null;

CREATE INDEX staff_assignments_record on staff_assignments (record_id, position);

CREATE UNIQUE INDEX staff_number on staff (staff_no) where voided = 0 and staff_no is not null;

CREATE INDEX staff_roles_record on staff_roles (record_id, position);

CREATE INDEX training_attendees_person on training_attendees (name_id) where name_id is not null;

CREATE INDEX training_attendees_record on training_attendees (record_id, position);

CREATE UNIQUE INDEX training_courses_number on training_courses (course_no) where voided = 0 and course_no is not null;

CREATE UNIQUE INDEX training_followups_number on training_followups (doc_no) where voided = 0 and doc_no is not null;

CREATE UNIQUE INDEX training_followups_of
  on training_followups (fiscal_year, course_no, person_id) where voided = 0 and person_id is not null;

CREATE INDEX training_held on training (held_on) where voided = 0;

CREATE INDEX training_makeup_of on training (makeup_of) where makeup_of is not null;

CREATE UNIQUE INDEX training_number on training (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX training_plans_lines_record on training_plans_lines (record_id, position);

CREATE UNIQUE INDEX training_plans_number on training_plans (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX training_reports_courses_record on training_reports_courses (record_id, position);

CREATE INDEX training_reports_groups_record on training_reports_groups (record_id, position);

CREATE UNIQUE INDEX training_reports_number on training_reports (doc_no) where voided = 0 and doc_no is not null;

CREATE INDEX training_reports_untrained_record on training_reports_untrained (record_id, position);

CREATE UNIQUE INDEX training_texts_number on training_texts (text_no) where voided = 0 and text_no is not null;

