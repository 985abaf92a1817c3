alter table app.item drop column note;
