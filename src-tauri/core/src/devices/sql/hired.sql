select id
  from devices
 where voided = 0
   and ownership in ('lease', 'rental')
   and (status is null or status not in ('disposed', 'returned_to_lessor'))
 order by id
