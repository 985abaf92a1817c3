alter table app.item alter column note set not null;
alter table app.item alter column code set not null;
alter table app.item alter column day set not null; -- expect
alter table app.item alter column item_id set not null;
