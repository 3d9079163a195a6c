select training.id, training.held_on, attendee.name_id, coalesce(attendee.name, ''), attendee.attendance,
       attendee.attended_on, coalesce(attendee.absence_reason, ''),
       training.makeup_of is not null
  from training
  join training_attendees attendee on attendee.record_id = training.id
 where training.voided = 0
   and training.held_on is not null
   and (training.held_on between ?1 and ?2 or training.id in (select value from json_each(?3)))
   and training.status in ('held', 'confirmed')
   and attendee.attendance is not null
