select json_extract(detail, '$.files')
  from event
 where action = 'import_committed'
   and json_extract(detail, '$.batch') = ?1
