select seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
       effective_on, late, reason, detail, image, hash
  from event
 where action = 'verified'
 order by seq desc
 limit 1
