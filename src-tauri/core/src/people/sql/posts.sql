select record_id, role, from_on, until_on
  from staff_roles
 where role is not null
 union all
select staff_id, role, null, disabled_on
  from account
