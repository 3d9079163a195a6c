select seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
       effective_on, late, reason, detail, image, hash
  from event
 where register = :register
   and record_id = :record
 order by seq desc
