with asked as (
  select id
    from staff
   where (?1 is null and voided = 0 and left_on is not null) or id = ?1
)
select owner_id, 'portable_media', id, coalesce(media_no, source, ''), coalesce(media_kind, ''), 'owner', coalesce(status, '')
  from portable_media
 where owner_id in asked and voided = 0 and coalesce(status, '') not in ('disposed', 'returned_to_owner')
 union all
select key_holder_id, 'backup_media', id, coalesce(media_no, source, ''), coalesce(system, ''), 'key_holder', coalesce(status, '')
  from backup_media
 where key_holder_id in asked and voided = 0 and coalesce(status, '') <> 'disposed'
 union all
select user_id, 'devices', id, coalesce(device_no, source, ''), coalesce(model, ''), 'user', coalesce(status, '')
  from devices
 where user_id in asked and voided = 0 and coalesce(status, '') not in ('disposed', 'returned_to_lessor')
 union all
select applicant_id, 'carry_outs', id, coalesce(doc_no, source, ''), coalesce(item_name, item_no, ''), 'applicant', coalesce(status, '')
  from carry_outs
 where applicant_id in asked and voided = 0 and coalesce(status, '') not in ('closed', 'rejected', 'withdrawn', 'expired')
 union all
select applicant_id, 'disposals', id, coalesce(doc_no, source, ''), coalesce(reason, ''), 'applicant', coalesce(status, '')
  from disposals
 where applicant_id in asked and voided = 0 and by_steps = 1 and status not in ('closed', 'withdrawn', 'refused')
 union all
select instructor_id, 'training', id, coalesce(doc_no, source, ''), coalesce(course, ''), 'instructor', coalesce(status, '')
  from training
 where instructor_id in asked and voided = 0 and by_steps = 1 and status in ('planned', 'announced')
 union all
select staff.id, 'staff', staff.id, coalesce(staff.staff_no, ''), staff_roles.role, 'role', ''
  from staff_roles
  join staff on staff.id = staff_roles.record_id
 where staff.id in asked and staff_roles.role is not null and staff_roles.role <> 'user'
   and (staff_roles.until_on is null or staff_roles.until_on > coalesce(staff.left_on, '9999'))
 order by 1, 2, 4
