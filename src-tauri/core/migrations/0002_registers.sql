-- The eight ledgers and their parts. Columns after `voided` are the fields declared in each ledger's
-- fields.rs, by name; registers.rs tests that they agree.
--
-- A person is two columns: the name as it was written, and the staff record it certainly means.
-- Dates and date-times are ISO texts; a date may stop at the month. Several choices stand in one text,
-- separated by commas.

-- 職員名簿
create table staff (
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
) strict;

create unique index staff_number on staff (staff_no) where voided = 0 and staff_no is not null;

-- 職員名簿: 任命
create table staff_roles (
  id           integer primary key,
  record_id    integer not null references staff (id),
  position     integer not null,
  role         text,
  department   text,
  from_on      text,
  until_on     text,
  appointed_by text
) strict;

create index staff_roles_record on staff_roles (record_id, position);

-- 可搬型記録媒体管理台帳
create table portable_media (
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

create unique index portable_media_number on portable_media (media_no) where voided = 0 and media_no is not null;

-- バックアップ媒体管理台帳
create table backup_media (
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

create unique index backup_media_number on backup_media (media_no) where voided = 0 and media_no is not null;

-- バックアップ作業記録
create table backup_work (
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

create unique index backup_work_number on backup_work (doc_no) where voided = 0 and doc_no is not null;

-- 機器管理台帳
create table devices (
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
) strict;

create unique index devices_number on devices (device_no) where voided = 0 and device_no is not null;

-- 機器管理台帳: 内蔵記憶媒体
create table devices_drives (
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
) strict;

create index devices_drives_record on devices_drives (record_id, position);

-- 廃棄・消去記録
create table disposals (
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
  remarks                   text,

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

create unique index disposals_number on disposals (doc_no) where voided = 0 and doc_no is not null;

-- 廃棄・消去記録: 対象媒体・機器
create table disposals_items (
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
) strict;

create index disposals_items_record on disposals_items (record_id, position);

-- 廃棄・消去記録: 作業手順
create table disposals_steps (
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
) strict;

create index disposals_steps_record on disposals_steps (record_id, position);

-- 研修実施記録・出席者名簿
create table training (
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
) strict;

create unique index training_number on training (doc_no) where voided = 0 and doc_no is not null;

-- 研修実施記録・出席者名簿: 出席者名簿
create table training_attendees (
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

create index training_attendees_record on training_attendees (record_id, position);

-- 持出し
create table carry_outs (
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

create unique index carry_outs_number on carry_outs (doc_no) where voided = 0 and doc_no is not null;

-- 持出し: ほかの媒体・機器
create table carry_outs_items (
  id        integer primary key,
  record_id integer not null references carry_outs (id),
  position  integer not null,
  item_no   text,
  item_kind text,
  serial    text
) strict;

create index carry_outs_items_record on carry_outs_items (record_id, position);

-- 持出し: 期間延長
create table carry_outs_extensions (
  id              integer primary key,
  record_id       integer not null references carry_outs (id),
  position        integer not null,
  new_due_on      text,
  reason          text,
  permitted_by    text,
  permitted_by_id integer references staff (id),
  permitted_on    text
) strict;

create index carry_outs_extensions_record on carry_outs_extensions (record_id, position);
