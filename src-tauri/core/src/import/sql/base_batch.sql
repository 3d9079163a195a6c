select coalesce(json_extract(detail, '$.batch'),
                case action when 'imported' then json_extract(image, '$.batch') end) as batch
  from event
 where register = ?1
   and record_id = ?2
   and image is not null
   and action in ('imported', 'corrected')
   and batch in (select id from import_batch where undone_at is null)
 order by seq desc
 limit 1
