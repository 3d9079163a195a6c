select json_extract(detail, '$.left_out')
  from event
 where action = 'import_committed'
   and json_extract(detail, '$.batch') = ?1
