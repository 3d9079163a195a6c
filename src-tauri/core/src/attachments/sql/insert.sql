insert into attachment (
  register, record_id, name, kind, note, purpose, pages, step, item, sha256, size, added_at, added_by, body
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
