-- Training and people: plans, courses, texts, reports and follow-ups; sessions run step by step; moves of staff.

-- 職員名簿: 異動
create table staff_assignments (
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

create index staff_assignments_record on staff_assignments (record_id, position);

alter table staff add column left_reason text;

-- 研修実施記録: 手順で進める研修
alter table training add column by_steps integer check (by_steps in (0, 1));
alter table training add column course_no text;
alter table training add column plan_no text;
alter table training add column text_no text;
alter table training add column makeup_of text;
alter table training add column target_departments text;
alter table training add column fixed_list integer check (fixed_list in (0, 1));
alter table training add column frozen_on text;
alter table training add column announced_on text;
alter table training add column announced_how text;
alter table training add column exempt_count integer;
alter table training add column cancelled_on text;
alter table training add column cancelled_reason text;
alter table training add column drill_structure text;
alter table training add column drill_scope text;

create index training_held on training (held_on) where voided = 0;
create index training_makeup_of on training (makeup_of) where makeup_of is not null;
create index training_attendees_person on training_attendees (name_id) where name_id is not null;

-- 研修計画書
create table training_plans (
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

create unique index training_plans_number on training_plans (doc_no) where voided = 0 and doc_no is not null;

-- 研修計画書: 計画行
create table training_plans_lines (
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

create index training_plans_lines_record on training_plans_lines (record_id, position);

-- 研修講座
create table training_courses (
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

create unique index training_courses_number on training_courses (course_no) where voided = 0 and course_no is not null;

-- テキスト保管台帳
create table training_texts (
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
) strict;

create unique index training_texts_number on training_texts (text_no) where voided = 0 and text_no is not null;

-- 受講状況報告書
create table training_reports (
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
) strict;

create unique index training_reports_number on training_reports (doc_no) where voided = 0 and doc_no is not null;

-- 受講状況報告書: 研修別の受講状況
create table training_reports_courses (
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
) strict;

create index training_reports_courses_record on training_reports_courses (record_id, position);

-- 受講状況報告書: 役割・区分別の受講率
create table training_reports_groups (
  id         integer primary key,
  record_id  integer not null references training_reports (id),
  position   integer not null,
  group_kind text,
  group_name text,
  meant      integer,
  trained    integer,
  percent    integer
) strict;

create index training_reports_groups_record on training_reports_groups (record_id, position);

-- 受講状況報告書: 未受講者と措置
create table training_reports_untrained (
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

create index training_reports_untrained_record on training_reports_untrained (record_id, position);

-- 未受講者の督促
create table training_followups (
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

create unique index training_followups_number on training_followups (doc_no) where voided = 0 and doc_no is not null;

-- One follow-up for each person, course and fiscal year.
create unique index training_followups_of
  on training_followups (fiscal_year, course_no, person_id) where voided = 0 and person_id is not null;

-- 添付: what a file is to its record (署名入り原本, テキスト), and which pages of it.
alter table attachment add column purpose text;
alter table attachment add column pages text;
