with made as (
  select distinct register, record_id
    from import_row
   where batch_id = ?1
     and register is not null),
import as (
  select made.register, made.record_id, max(event.seq) as seq
    from made
    join event on event.register = made.register
              and event.record_id = made.record_id
              and event.action = 'imported'
   group by made.register, made.record_id)
select import.register, import.record_id, event.image,
       (select before.image
          from event before
         where before.register = import.register
           and before.record_id = import.record_id
           and before.image is not null
           and before.seq < import.seq
         order by before.seq desc
         limit 1)
  from import
  join event on event.seq = import.seq
 order by import.seq desc
