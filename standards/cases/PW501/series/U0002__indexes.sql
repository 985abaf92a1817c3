create index item_back_idx on app.item (day);
