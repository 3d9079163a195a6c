with nobody as (
  -- Somebody who came in twice and was voided once.
  select id from staff where voided = 1
)
select 'portable_media', id, coalesce(media_no, source, ''), coalesce(media_kind, ''), 'owner', coalesce(status, ''),
       owner
  from portable_media
 where (owner_id is null or owner_id in nobody) and owner is not null
   and voided = 0 and coalesce(status, '') not in ('disposed', 'returned_to_owner')
 union all
select 'backup_media', id, coalesce(media_no, source, ''), coalesce(system, ''), 'key_holder', coalesce(status, ''),
       key_holder
  from backup_media
 where (key_holder_id is null or key_holder_id in nobody) and key_holder is not null
   and voided = 0 and coalesce(status, '') <> 'disposed'
 union all
select 'devices', id, coalesce(device_no, source, ''), coalesce(model, ''), 'user', coalesce(status, ''),
       user
  from devices
 where (user_id is null or user_id in nobody) and user is not null
   and voided = 0 and coalesce(status, '') not in ('disposed', 'returned_to_lessor')
 union all
select 'carry_outs', id, coalesce(doc_no, source, ''), coalesce(item_name, item_no, ''), 'applicant', coalesce(status, ''),
       applicant
  from carry_outs
 where (applicant_id is null or applicant_id in nobody) and applicant is not null
   and voided = 0 and coalesce(status, '') not in ('closed', 'rejected', 'withdrawn', 'expired')
 order by 1, 3
