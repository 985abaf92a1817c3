create table app.part (part_id bigint primary key, note text, "CREATE INDEX" text);
create index part_note_idx on app.part (note);
create index on app.part ("CREATE INDEX");
alter table app.part rename to piece;
create index piece_note_idx on app.piece (note);
create table if not exists app.bit (bit_id bigint primary key);
create index bit_idx on app.bit (bit_id);
create temporary table staged (item_id bigint);
create index staged_idx on staged (item_id);
create table app.copied as select item_id from app.item;
create index copied_idx on app.copied (item_id);
select item_id into app.chosen from app.item;
create index chosen_idx on app.chosen (item_id);
create materialized view app.monthly as select day from app.item;
create unique index monthly_day_key on app.monthly (day);
-- create index item_day_idx on app.item (day);
create index event_day_idx on only app.event (day);

do $do$
begin
    execute 'create table app.piece_2 (piece_id bigint)';
    execute 'create index piece_2_idx on app.piece_2 (piece_id)';
    execute format('create table %I (a int)', 'b');
    execute format('create index on %I (a)', 'b');
    raise notice 'create index item_day_idx on app.item (day)';
end;
$do$;
