-- The rows of a table repeat its headings and words: kept many together and deflated they take a tenth of the room.

create table import_rows (
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

insert into import_rows
  (batch_id, file_id, table_no, sheet, first_row, last_row, rows, register, first_record, last_record, body)
select batch_id, file_id, table_no, sheet, min(row), max(row), count(*), max(register), min(record_id), max(record_id),
       deflated(json_group_array(json_array(row, register, record_id, json(cells), json(problems)) order by row))
  from import_row
 group by batch_id, file_id, table_no, sheet, row / 256;

drop table import_row;

create index import_rows_of_record on import_rows (register, first_record, last_record) where register is not null;
