select image
  from event
 where register = ?1
   and record_id = ?2
   and image is not null
   and json_extract(image, '$.version') = ?3
 limit 1
