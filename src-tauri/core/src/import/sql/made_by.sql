with made as (
  select distinct register, record_id
    from import_row
   where batch_id = ?1
     and register is not null),
import as (
  select made.register, made.record_id, min(event.seq) as first, max(event.seq) as last
    from made
    join event on event.register = made.register
              and event.record_id = made.record_id
   where event.action = 'imported' and event.detail is null and json_extract(event.image, '$.batch') = ?1
      or event.action in ('imported', 'corrected') and json_extract(event.detail, '$.batch') = ?1
   group by made.register, made.record_id)
select import.register, import.record_id, event.image,
       (select before.image
          from event before
         where before.register = import.register
           and before.record_id = import.record_id
           and before.image is not null
           and before.seq < import.first
         order by before.seq desc
         limit 1)
  from import
  join event on event.seq = import.last
 order by import.last desc
