insert into event (seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
                   effective_on, late, reason, detail, image, hash)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
