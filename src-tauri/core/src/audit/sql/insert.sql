insert into event (seq, at, offset_minutes, account_id, who, terminal, action, register, record_id, number,
                   effective_on, late, reason, detail, image, hash)
values (:seq, :at, :offset_minutes, :account, :who, :terminal, :action, :register, :record, :number,
        :effective_on, :late, :reason, :detail, :image, :hash)
