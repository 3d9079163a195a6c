select id, at, who, undone_at, decisions
  from import_batch
 order by id
