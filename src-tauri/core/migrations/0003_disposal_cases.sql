-- Disposals run step by step: what a case holds beyond a row of an old ledger.

alter table disposals add column by_steps integer check (by_steps in (0, 1));
alter table disposals add column handling text;
alter table disposals add column witnessed_at text;
alter table disposals add column reported_on text;
alter table disposals add column carrier text;
alter table disposals add column return_due text;
alter table disposals add column lease_terms text;
alter table disposals add column not_erased_reason text;
alter table disposals add column nda_no text;
alter table disposals add column nda_on text;
alter table disposals add column secrecy_checked_on text;
alter table disposals add column back_on text;
alter table disposals add column back_checked text;
alter table disposals add column redo_count integer;
alter table disposals add column redo_reason text;
alter table disposals add column withdrawn_reason text;

alter table disposals_items add column inside text;
alter table disposals_items add column circumstances text;
alter table disposals_items add column performer text;
alter table disposals_items add column item_ledger text;
alter table disposals_items add column certificate_no text;

create index disposals_items_number on disposals_items (item_no);

alter table disposals_steps add column serial text;
alter table disposals_steps add column level text;
alter table disposals_steps add column tool text;
alter table disposals_steps add column operator text;
alter table disposals_steps add column operator_id integer references staff (id);
alter table disposals_steps add column verification text;
alter table disposals_steps add column coverage text;
alter table disposals_steps add column error_count integer;
alter table disposals_steps add column retry_count integer;
alter table disposals_steps add column erased_percent integer;
alter table disposals_steps add column report_sha256 text;

-- 廃棄・消去記録: 受領した証明書
create table disposals_certificates (
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
) strict;

create index disposals_certificates_record on disposals_certificates (record_id, position);

-- 廃棄・消去記録: 証明書の明細と照合
create table disposals_certificate_lines (
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
) strict;

create index disposals_certificate_lines_record on disposals_certificate_lines (record_id, position);
