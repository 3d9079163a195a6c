-- 廃棄の案件: hand-overs one by one, the way out and back, 不許可, 産業廃棄物管理票; a photo put to another step.

alter table disposals add column planned_place text;
alter table disposals add column planned_witness text;
alter table disposals add column planned_witness_id integer references staff (id);
alter table disposals add column refused_on text;
alter table disposals add column refused_by text;
alter table disposals add column refused_by_id integer references staff (id);
alter table disposals add column refused_reason text;
alter table disposals add column serial_source text;
alter table disposals add column secrecy_result text;
alter table disposals add column sent_on text;
alter table disposals add column sent_by text;
alter table disposals add column sent_by_id integer references staff (id);
alter table disposals add column sent_to text;
alter table disposals add column sent_receipt_no text;
alter table disposals add column sent_witness text;
alter table disposals add column sent_witness_id integer references staff (id);
alter table disposals add column old_parts text;
alter table disposals add column old_parts_detail text;
alter table disposals add column redo_performer text;
alter table disposals add column redo_method text;
alter table disposals add column waste_vendor text;
alter table disposals add column waste_licence_no text;
alter table disposals add column waste_items text;
alter table disposals add column waste_quantity text;
alter table disposals add column manifest_no text;
alter table disposals add column manifest_a_on text;
alter table disposals add column manifest_b2_on text;
alter table disposals add column manifest_d_on text;
alter table disposals add column manifest_e_on text;

alter table disposals_items add column handed_on text;
alter table disposals_items add column handling text;

alter table disposals_steps add column seal_no text;

-- 廃棄・消去記録: 引渡しの記録
create table disposals_handovers (
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

create index disposals_handovers_record on disposals_handovers (record_id, position);

-- A photo may be put to the step or the thing it shows; what it is, is not changed.
drop trigger attachment_is_not_changed;

create trigger attachment_is_not_changed
before update of id, register, record_id, name, kind, note, purpose, pages, sha256, size, added_at, added_by, body
on attachment
begin
  select raise(abort, 'attachments are not changed');
end;
