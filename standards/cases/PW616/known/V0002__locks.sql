select 1 from app.place where room = 1 and place = 2 for update;

select 1 from app.place where room = 1 for update; -- expect

select 1 from app.place where (room, place) = (select 1, 2) for update;
