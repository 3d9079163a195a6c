select staff.id, coalesce(staff.staff_no, ''), coalesce(staff.name, ''), coalesce(staff.department, '')
  from staff
  join search on search.register = 'staff' and search.record_id = staff.id
 where staff.voided = 0
   and staff.left_on is null
   and instr(search.key, ?1) > 0
 order by staff.staff_no
 limit 12
