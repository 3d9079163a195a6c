select counts.key, counts.value
  from event, json_each(event.detail, '$.records') counts
 where event.action = 'import_committed'
   and json_extract(event.detail, '$.batch') = ?1
 order by counts.key
