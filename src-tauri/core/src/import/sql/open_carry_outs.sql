with open as (
  select id, item_no
    from carry_outs
   where voided = 0
     and coalesce(status, 'draft') in ('draft', 'submitted', 'approved', 'out', 'lost'))
select id, item_no
  from open
 where item_no is not null
 union
select open.id, item.item_no
  from open
  join carry_outs_items item on item.record_id = open.id
 where item.item_no is not null
 order by 1
