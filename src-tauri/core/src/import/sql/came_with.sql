select kept.batch_id, kept.file_id, file.name, kept.table_no, kept.sheet, kept.body
  from import_rows kept
  join import_file file on file.id = kept.file_id
  join import_batch batch on batch.id = file.batch_id
 where kept.register = ?1
   and kept.sheet is ?2
   and file.name = ?3
   and batch.undone_at is null
