-- 実人数: how many persons the counts of 受講状況報告書 are about; and when a text was used last.
alter table training_reports add column meant_people integer;
alter table training_reports add column untrained_people integer;
alter table training_reports add column exempt_count integer;
alter table training_reports_courses add column exempt integer;
alter table training_texts add column last_used_on text;
