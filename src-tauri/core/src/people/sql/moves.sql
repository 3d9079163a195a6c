select staff_assignments.record_id, staff_assignments.from_on,
       coalesce(staff_assignments.department, ''), coalesce(staff_assignments.title, ''),
       coalesce(staff_assignments.employment, '')
  from staff_assignments
  join staff on staff.id = staff_assignments.record_id
 where staff.voided = 0
 order by staff_assignments.record_id, staff_assignments.from_on, staff_assignments.position
