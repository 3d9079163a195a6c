select last.seq, last.register, last.record_id, last.action,
       (select before.image
          from event before
         where before.register = last.register
           and before.record_id = last.record_id
           and before.image is not null
           and before.seq < last.seq
         order by before.seq desc
         limit 1)
  from event last
 where last.seq = (select max(seq) from event where account_id = ?1 and image is not null)
   and not exists (select 1
                     from event later
                    where later.register = last.register
                      and later.record_id = last.record_id
                      and later.image is not null
                      and later.seq > last.seq)
