select staff.id
  from staff
  join staff_assignments latest
    on latest.record_id = staff.id
   and latest.id = (select id
                      from staff_assignments
                     where record_id = staff.id
                       and from_on <= ?1
                     order by from_on desc, position desc
                     limit 1)
 where staff.voided = 0
   and (coalesce(latest.department, '') <> coalesce(staff.department, '')
        or coalesce(latest.title, '') <> coalesce(staff.title, '')
        or coalesce(latest.employment, '') <> coalesce(staff.employment, ''))
   and exists (select 1
                 from staff_assignments earlier
                where earlier.record_id = staff.id
                  and (earlier.from_on is null or earlier.from_on < latest.from_on)
                  and coalesce(earlier.department, '') = coalesce(staff.department, '')
                  and coalesce(earlier.title, '') = coalesce(staff.title, '')
                  and coalesce(earlier.employment, '') = coalesce(staff.employment, ''))
 order by staff.id
