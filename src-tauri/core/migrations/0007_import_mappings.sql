-- 取込みの決め方: what was decided about a table, kept for the next one with the same headings. The newest counts;
-- older ones stay, as what past imports were decided by.

create table import_mapping (
  id           integer primary key,
  fingerprint  text not null,     -- of the headings
  register     text not null,
  batch_id     integer not null references import_batch (id),
  at           text not null,
  who          text not null,
  decisions    text not null      -- canonical JSON
) strict;

create index import_mapping_of on import_mapping (fingerprint, id);

create trigger import_mapping_is_not_changed before update on import_mapping
begin
  select raise(abort, 'remembered mappings are not changed');
end;

-- Imports are few among the entries, and each is asked for what it brought.
create index event_of_import on event (seq) where action = 'import_committed';
