create index concurrently thing_shelf_again_idx on app.thing (shelf); -- expect
