-- A row such as USB-001〜010 became several records; the evidence names the first, the others say where they are from.
select kept.batch_id, kept.file_id, file.name, kept.table_no, kept.sheet, kept.body
  from import_rows kept
  join import_file file on file.id = kept.file_id
 where kept.batch_id = ?1
   and kept.register = ?2
   and '取込' || kept.batch_id || '-' || coalesce(kept.sheet, 'CSV') = ?3
   and ?4 between kept.first_row and kept.last_row
 order by kept.file_id, kept.table_no, kept.first_row
