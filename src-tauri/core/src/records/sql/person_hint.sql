select id, coalesce(staff_no, ''), coalesce(name, ''), coalesce(department, '')
  from staff
 where id = ?1
   and voided = 0
   and left_on is null
