select register, record_id, seq, json_extract(detail, '$.attachment.name')
  from event
 where action = 'attached'
   and record_id is not null
   and seq > (select min(seq)
                from event
               where action in ('imported', 'corrected')
                 and coalesce(json_extract(detail, '$.batch'), json_extract(image, '$.batch')) = ?1)
 order by seq
