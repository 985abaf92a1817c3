alter table app.item alter column item_id type bigint; -- expect
alter table app.item alter column label type varchar(100); -- expect
alter table app.item alter column rate type numeric(12, 2); -- expect
alter table app.item alter column made_at type timestamptz(3); -- expect
alter table app.item alter column kind type text; -- expect
alter table app.item alter column tags type varchar[]; -- expect
alter table app.item alter column note type text using upper(note); -- expect
alter table app.item alter column note type text collate "C"; -- expect
