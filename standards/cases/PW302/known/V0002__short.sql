create index concurrently thing_shelf_idx on app.thing (shelf); -- expect
