select action
  from event
 where register = ?1
   and record_id = ?2
   and image is not null
 order by seq desc
 limit 1
