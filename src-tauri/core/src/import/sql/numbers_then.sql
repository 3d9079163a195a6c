with import as (
  select register, record_id, max(seq) as last
    from event
   where action = 'imported' and detail is null and json_extract(image, '$.batch') = ?1
      or action in ('imported', 'corrected') and detail is not null and json_extract(detail, '$.batch') = ?1
   group by register, record_id)
select import.register, import.record_id, event.image
  from import
  join event on event.seq = import.last
