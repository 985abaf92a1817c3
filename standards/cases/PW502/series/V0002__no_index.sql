drop index app.item_day_idx; -- expect
drop index app.event_day_idx;
