create unique index "Item_Code_key" on app."Item" (code); -- expect

do $do$
begin
    if exists (select from app.item) then
        create index if not exists item_day_idx on app.item using brin (day); -- expect
    end if;
    execute 'create index item_note_idx on app.item (note) where note is not null'; -- expect
    execute format('create index %I on app.item (note)', 'item_note_2_idx'); -- expect
end;
$do$;
