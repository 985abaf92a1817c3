create table app.item (item_id bigint primary key, is_sold boolean not null);
create view app.sold as select item_id from app.item;
create view app.one as select 1 as one;
create view app.safe with (security_invoker) as select item_id from app.unknown;
create temporary view mine as select item_id from app.unknown;
