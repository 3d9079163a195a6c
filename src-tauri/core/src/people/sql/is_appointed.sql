select 1
  from staff_roles
  join staff on staff.id = staff_roles.record_id
 where staff.id = ?1
   and staff.voided = 0
   and staff_roles.role = ?2
   and staff_roles.from_on <= ?3
   and (staff_roles.until_on is null or staff_roles.until_on >= substr(?3, 1, length(staff_roles.until_on)))
   and (staff.left_on is null or staff.left_on >= substr(?3, 1, length(staff.left_on)))
