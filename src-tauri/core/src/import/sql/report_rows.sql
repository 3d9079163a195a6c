select row.file_id, row.table_no, row.sheet, row.row, row.register, row.record_id, row.cells, row.problems
  from import_row row
 where row.batch_id = ?1
 order by row.file_id, row.table_no, row.row
