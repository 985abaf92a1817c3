drop index concurrently if exists app.item_day_idx;
