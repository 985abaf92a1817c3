create unique index concurrently thing_shelf_place_key on app.thing (shelf, place); -- expect
