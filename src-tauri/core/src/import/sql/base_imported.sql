select image
  from event
 where register = ?1
   and record_id = ?2
   and image is not null
   and action in ('imported', 'corrected')
   -- What came by a row of our own export is an edit of the ledger: no old ledger ever said it.
   and not (action = 'corrected' and coalesce(json_extract(detail, '$.marked'), 0))
   and coalesce(json_extract(detail, '$.batch'),
                case action when 'imported' then json_extract(image, '$.batch') end)
       in (select id from import_batch where undone_at is null)
 order by seq desc
 limit 1
