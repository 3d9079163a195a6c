select distinct row.record_id
  from import_row row
  join import_file file on file.id = row.file_id
  join import_batch batch on batch.id = file.batch_id
 where row.register = ?1
   and row.sheet is ?2
   and file.name = ?3
   and batch.undone_at is null
