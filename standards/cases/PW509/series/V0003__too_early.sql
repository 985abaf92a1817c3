alter table app.item alter column note set not null; -- expect
alter table app.item alter column note drop not null;
