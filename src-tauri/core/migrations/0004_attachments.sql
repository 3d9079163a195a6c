-- 添付: certificates, photos and reports, kept in the ledger file with their SHA-256. Nothing is deleted.

create table attachment (
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
) strict;

create index attachment_of_record on attachment (register, record_id);

create trigger attachment_is_not_changed before update on attachment
begin
  select raise(abort, 'attachments are not changed');
end;

create trigger attachment_is_not_deleted before delete on attachment
begin
  select raise(abort, 'attachments are not deleted');
end;

-- A certificate issued anew under another number names the one it replaces.
alter table disposals_certificates add column replaces text;
