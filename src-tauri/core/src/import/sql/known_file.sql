select file.name, batch.id, batch.at
  from import_file file
  join import_batch batch on batch.id = file.batch_id
 where file.sha256 = ?1
   and batch.undone_at is null
 order by batch.id desc
 limit 1
