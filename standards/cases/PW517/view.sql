alter table app.item rename to thing;
create view app.item as select thing.item_id from app.thing as thing;
