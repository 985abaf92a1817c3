with moved as (
    delete from app.item where item_id = 1 returning item_id
)
update app."Log" set note = 'where'; -- expect

merge into app.item as item
using app.news as news on news.item_id = item.item_id
when matched then update set note = news.note
when not matched then do nothing;

insert into app.item (item_id, note) values (1, '')
on conflict (item_id) do update set note = excluded.note;

select item_id from app.item for update;

create function app.empty() returns void
language sql
begin atomic
    delete from only app.item; -- expect
end;

create rule item_rule as on insert to app.item do also update app.log set n = 1; -- expect
