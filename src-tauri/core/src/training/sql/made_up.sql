-- 補講の年度: the year whose untrained it was held for; else that of the session it makes up for, which may be a
-- make-up itself. Numbers could be corrected into a ring.
with recursive chain (id, at, depth) as (
  select training.id, training.id, 0
    from training
   where voided = 0
     and (fixed_list = 1 or makeup_of is not null)
   union all
  select chain.id, first.id, chain.depth + 1
    from chain
    join training later on later.id = chain.at
    join training first on first.doc_no = later.makeup_of and first.voided = 0
   where chain.depth < 20
     and not exists (select 1
                       from training_followups followup
                      where followup.makeup_no = later.doc_no
                        and followup.voided = 0)
),
ends (id, at, depth) as (
  select id, at, max(depth) from chain group by id
)
select made.id, coalesce(made.doc_no, ''),
       coalesce((select min(followup.fiscal_year)
                   from training_followups followup
                  where followup.makeup_no = last.doc_no
                    and followup.voided = 0),
                case when ends.depth > 0 then last.fiscal_year end) as year
  from ends
  join training made on made.id = ends.id
  join training last on last.id = ends.at
 where year is not null
