select kept.batch_id, kept.file_id, file.name, kept.table_no, kept.sheet, kept.body
  from import_rows kept
  join import_file file on file.id = kept.file_id
 where kept.file_id = ?1
 order by kept.table_no, kept.first_row
