create table app.stay (day date) partition by range (day);
create table app.stay_2025 partition of app.stay default;
alter table app.stay detach partition app.stay_2025;
alter table app.event detach partition app.event_2024 finalize;
alter table app.event detach partition app.event_2025 concurrently;
comment on table app.event is 'detach partition app.event_2025';
