start transaction isolation level serializable; -- expect
alter table app.item drop column note;
