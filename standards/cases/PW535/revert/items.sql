begin;
drop table app.item;
commit;
