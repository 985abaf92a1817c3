create policy item_read on app.item for select using (is_shown = true);
create policy item_hidden on app.item as restrictive for select using (true);
alter policy item_read on app.item rename to item_shown;
create policy item_one on app.item for select using (1 = party_id);
