insert into import_rows
  (batch_id, file_id, table_no, sheet, first_row, last_row, rows, register, first_record, last_record, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
