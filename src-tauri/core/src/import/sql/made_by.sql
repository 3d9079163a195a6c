with import as (
  select register, record_id, min(seq) as first, max(seq) as last
    from event
   where action = 'imported' and detail is null and json_extract(image, '$.batch') = ?1
      or action in ('imported', 'corrected') and detail is not null and json_extract(detail, '$.batch') = ?1
   group by register, record_id)
select import.register, import.record_id, event.image,
       (select before.image
          from event before
         where before.register = import.register
           and before.record_id = import.record_id
           and before.image is not null
           and before.seq < import.first
         order by before.seq desc
         limit 1),
       import.last
  from import
  join event on event.seq = import.last
 order by import.last desc
