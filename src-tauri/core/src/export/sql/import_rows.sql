select batch_id, file_id, table_no, sheet, row, register, record_id, cells, problems
  from import_row
 order by file_id, table_no, row
