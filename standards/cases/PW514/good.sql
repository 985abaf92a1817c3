create table app.part (part_id integer);
alter table app.part alter column part_id type bigint;
create temporary table staged (item_id integer);
alter table staged alter column item_id type bigint;
alter table app.item add column stock_exact numeric;
alter table app.item alter column stock set statistics 100;
alter type app.pair alter attribute a type bigint;
-- alter table app.item alter column stock type numeric;
