alter table app.event_2025 validate constraint event_2025_day_check;
create table app.event_2028 (like app.event);
