with of_sheet as (
  select row.record_id, row.problems
    from import_row row
    join import_file file on file.id = row.file_id
    join import_batch batch on batch.id = file.batch_id
   where row.register = ?1
     and row.sheet is ?2
     and file.name = ?3
     and batch.undone_at is null)
select record_id
  from of_sheet
 where record_id is not null
 union
select json_extract(problem.value, '$.also')
  from of_sheet, json_each(of_sheet.problems) problem
 where instr(of_sheet.problems, '"also"') > 0
   and json_extract(problem.value, '$.also') is not null
