select disposals.id,
       disposals.doc_no
  from disposals_items
  join disposals on disposals.id = disposals_items.record_id
 where disposals_items.item_no = ?1
   and disposals_items.item_ledger = ?2
   and disposals.by_steps = 1
   and disposals.voided = 0
   and disposals.status not in ('closed', 'withdrawn', 'refused')
 limit 1
