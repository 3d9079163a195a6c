select id
  from training
 where voided = 0
   and (fiscal_year = ?1 or (by_steps = 1 and status in ('planned', 'announced', 'held')))
 order by held_on, id
