-- A row such as USB-001〜010 became several records; the evidence names the first, the others say where they are from.
select row.batch_id, file.name, row.sheet, row.row, row.cells
  from import_row row
  join import_file file on file.id = row.file_id
 where row.batch_id = ?2
   and row.register = ?1
   and '取込' || row.batch_id || '-' || coalesce(row.sheet, 'CSV') || '-' || row.row = ?3
 limit 1
