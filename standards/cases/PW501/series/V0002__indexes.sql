create index item_item_id_day_idx on app.item (item_id, day); -- expect
create index event_day_idx on app.event (day); -- expect

create function app.index_later() returns void
language plpgsql
as $body$
begin
    create index item_later_idx on app.item (day);
end;
$body$;
