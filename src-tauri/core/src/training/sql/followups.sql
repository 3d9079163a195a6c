select followup.id, followup.version, followup.course_no, followup.person_id, coalesce(followup.reason, ''),
       followup.reminded_1_on, followup.reminded_2_on, followup.reminded_3_on, followup.makeup_on,
       coalesce(followup.measure, ''), followup.exempt_reason, session.id, session.doc_no, session.held_on
  from training_followups followup
  left join training session
    on session.doc_no = followup.makeup_no
   and session.voided = 0
   and session.status in ('planned', 'announced', 'held')
 where followup.voided = 0
   and followup.fiscal_year = ?1
   and followup.person_id is not null
