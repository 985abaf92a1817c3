alter table app.item add column remark text;
comment on column app.item.remark is 'What a person says of it.';
update app.item set remark = note where item_id between 1 and 500; -- expect
