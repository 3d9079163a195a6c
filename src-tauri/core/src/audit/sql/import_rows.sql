select table_no, row, cells, problems
  from import_row
 where file_id = ?1
 order by table_no, row
