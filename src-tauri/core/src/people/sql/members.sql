select id, coalesce(staff_no, ''), coalesce(name, ''), coalesce(kana, ''), hired_on, left_on,
       coalesce(department, ''), coalesce(title, ''), coalesce(employment, '')
  from staff
 where voided = 0
 order by staff_no is null, staff_no, id
