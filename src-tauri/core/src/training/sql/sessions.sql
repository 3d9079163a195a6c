select id, coalesce(doc_no, source, ''), coalesce(course_no, ''), coalesce(course, ''), coalesce(course_kind, ''),
       coalesce(targets, ''), coalesce(target_departments, ''), held_on, coalesce(status, ''), coalesce(fixed_list, 0)
  from training
 where voided = 0
   and held_on between ?1 and ?2
   and coalesce(status, '') <> 'cancelled'
 order by held_on, id
