create table app.stay (period tstzrange, exclude using gist (period with &&));
alter table app.stay add exclude using gist (period with =);
comment on table app.slot is 'add exclude using gist (period with &&)';
