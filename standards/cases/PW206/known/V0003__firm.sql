alter table app.thing alter column place set not null;
create unique index thing_place_key on app.thing (place, shelf);
