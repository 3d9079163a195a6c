select training.id, coalesce(doc_no, source, ''), coalesce(course_no, ''), coalesce(course, ''),
       coalesce(course_kind, ''), coalesce(targets, ''), coalesce(target_departments, ''), held_on,
       coalesce(status, ''), coalesce(fixed_list, 0)
  from training
 where voided = 0
   and held_on is not null
   and (held_on between ?1 and ?2 or training.id in (select value from json_each(?3)))
   and coalesce(status, '') <> 'cancelled'
 order by held_on, training.id
