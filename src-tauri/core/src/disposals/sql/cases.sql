select id
  from disposals
 where by_steps = 1
   and voided = 0
   and (status not in ('closed', 'withdrawn', 'refused') or fiscal_year = ?1)
 order by id
