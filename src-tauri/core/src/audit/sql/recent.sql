select seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
       effective_on, late, reason, detail, image, hash
  from event
 where action in ('created', 'corrected', 'voided', 'undone', 'import_committed', 'import_undone', 'printed')
 order by seq desc
 limit ?1
