select row.batch_id, file.name, row.sheet, row.row, row.cells
  from import_row row
  join import_file file on file.id = row.file_id
 where row.register = ?1
   and row.record_id = ?2
 limit 1
