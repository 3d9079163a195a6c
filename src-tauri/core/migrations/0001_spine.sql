-- What every ledger stands on: the office, its accounts and regulation profile, the log, old workbooks.

create table ledger (
  one            integer primary key check (one = 1),
  uuid           text not null,
  organisation   text not null,
  created_at     text not null
) strict;

-- 規程プロファイル: every revision is kept, because old records keep the one they were made under.
create table profile (
  revision       integer primary key,
  body           text not null,
  since          text not null
) strict;

-- 利用者. The password itself is nowhere; old ones are kept as Argon2id hashes to refuse their re-use.
create table account (
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

create table old_password (
  account_id     integer not null references account (id),
  salt           text not null,
  hash           text not null,
  since          text not null
) strict;

-- 操作履歴: append-only, each entry sealed with the hash of the one before.
create table event (
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

create index event_of_record on event (register, record_id) where record_id is not null;

create trigger event_is_not_changed before update on event
begin
  select raise(abort, 'the log is append-only');
end;

create trigger event_is_not_deleted before delete on event
begin
  select raise(abort, 'the log is append-only');
end;

-- What searching looks into: folded text of every record, kept with the record.
create table search (
  register       text not null,
  record_id      integer not null,
  key            text not null,
  primary key (register, record_id)
) strict, without rowid;

-- 文書番号: one gapless series per form and fiscal year.
create table number_series (
  series         text not null,
  fiscal_year    integer not null,
  last           integer not null,
  primary key (series, fiscal_year)
) strict, without rowid;

-- 取込み: one batch per commit, the files as they were, and every row as it stood.
create table import_batch (
  id             integer primary key,
  at             text not null,
  who            text not null,
  undone_at      text,
  decisions      text not null
) strict;

create table import_file (
  id             integer primary key,
  batch_id       integer not null references import_batch (id),
  name           text not null,
  sha256         text not null,
  body           blob not null
) strict;

create index import_file_by_hash on import_file (sha256);

create table import_row (
  batch_id       integer not null references import_batch (id),
  file_id        integer not null references import_file (id),
  table_no       integer not null,
  sheet          text,
  row            integer not null,
  register       text,
  record_id      integer,
  cells          text not null,     -- the row's raw cells, canonical JSON
  problems       text not null,     -- what was found and how it was decided
  primary key (file_id, table_no, row)
) strict, without rowid;

create index import_row_of_record on import_row (register, record_id);
