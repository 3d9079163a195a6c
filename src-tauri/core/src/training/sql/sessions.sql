with made_up as (
  select training.id,
         coalesce((select min(followup.fiscal_year)
                     from training_followups followup
                    where followup.makeup_no = training.doc_no
                      and followup.voided = 0),
                  (select first.fiscal_year
                     from training first
                    where first.doc_no = training.makeup_of
                      and first.voided = 0)) as makes_up
    from training
   where training.fixed_list = 1 or training.makeup_of is not null
)
select training.id, coalesce(doc_no, source, ''), coalesce(course_no, ''), coalesce(course, ''),
       coalesce(course_kind, ''), coalesce(targets, ''), coalesce(target_departments, ''), held_on,
       coalesce(status, ''), coalesce(fixed_list, 0), makes_up
  from training
  left join made_up on made_up.id = training.id
 where voided = 0
   and held_on is not null
   and (held_on between ?1 and ?2 or makes_up = ?3)
   and coalesce(status, '') <> 'cancelled'
 order by held_on, training.id
