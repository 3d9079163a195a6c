select kept.batch_id, kept.file_id, file.name, kept.table_no, kept.sheet, kept.body
  from import_rows kept
  join import_file file on file.id = kept.file_id
 where kept.batch_id = ?1
   and kept.register = ?2
   and ?3 between kept.first_record and kept.last_record
