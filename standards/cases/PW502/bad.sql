drop index if exists app.item_day_idx, "Item_note_idx"; -- expect

do $do$
begin
    drop index app.item_code_key cascade; -- expect
    execute 'drop index app.item_note_idx'; -- expect
end;
$do$;
