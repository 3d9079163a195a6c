select count(*)
  from event
 where (:register is null or register = :register)
   and (:text is null
        or instr(who, :text) or instr(coalesce(number, ''), :text) or instr(action, :text)
        or instr(coalesce(reason, ''), :text) or instr(coalesce(detail, ''), :text))
