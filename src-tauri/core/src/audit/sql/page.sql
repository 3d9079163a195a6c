select seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
       effective_on, late, reason, detail, image, hash
  from event
 where (:register is null or register = :register)
   and (:text is null
        or instr(who, :text) or instr(coalesce(number, ''), :text) or instr(action, :text)
        or instr(coalesce(reason, ''), :text) or instr(coalesce(detail, ''), :text))
 order by seq desc
 limit :limit offset :offset
