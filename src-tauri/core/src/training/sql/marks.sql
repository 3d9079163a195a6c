with late as (
  select training.id
    from training
   where (training.fixed_list = 1 or training.makeup_of is not null)
     and ?3 in (select followup.fiscal_year
                  from training_followups followup
                 where followup.makeup_no = training.doc_no
                   and followup.voided = 0
                 union all
                select first.fiscal_year
                  from training first
                 where first.doc_no = training.makeup_of
                   and first.voided = 0)
)
select training.id, training.held_on, attendee.name_id, coalesce(attendee.name, ''), attendee.attendance,
       attendee.attended_on, coalesce(attendee.absence_reason, ''),
       training.makeup_of is not null
  from training
  join training_attendees attendee on attendee.record_id = training.id
 where training.voided = 0
   and training.held_on is not null
   and (training.held_on between ?1 and ?2 or training.id in late)
   and training.status in ('held', 'confirmed')
   and attendee.attendance is not null
