select kept.batch_id, kept.file_id, file.name, kept.table_no, kept.sheet, kept.body
  from import_rows kept
  join import_file file on file.id = kept.file_id
 where kept.register = ?1
   and ?2 between kept.first_record and kept.last_record
 order by kept.file_id, kept.table_no, kept.first_row
