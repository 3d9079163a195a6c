insert into import_row (batch_id, file_id, table_no, sheet, row, register, record_id, cells, problems)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
