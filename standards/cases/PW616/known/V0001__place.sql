create table app.place (room bigint not null, place bigint not null, primary key (room, place));
