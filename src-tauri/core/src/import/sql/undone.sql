select who, reason, detail
  from event
 where action = 'import_undone'
   and json_extract(detail, '$.batch') = ?1
 order by seq desc
 limit 1
