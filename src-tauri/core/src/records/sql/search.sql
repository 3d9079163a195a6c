select register, record_id
  from search
 where instr(key, ?1) > 0
 limit ?2
