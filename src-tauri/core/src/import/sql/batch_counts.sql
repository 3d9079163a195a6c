select register, count(distinct record_id)
  from import_row
 where batch_id = ?1
   and register is not null
 group by register
