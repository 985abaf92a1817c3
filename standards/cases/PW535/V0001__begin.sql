begin; -- expect
alter table app.item add column note text;
commit; -- expect
