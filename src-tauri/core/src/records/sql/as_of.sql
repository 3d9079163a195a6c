select seq, image
  from event
 where seq in (select max(seq)
                 from event
                where register = ?1
                  and image is not null
                  and at < ?2
                group by record_id)
 order by record_id
