create table app.event (event_id bigint, day date) partition by range (day);
create table app.event_2024 (event_id bigint, day date);
create table app.event_2025 (event_id bigint, day date);
create table app.event_2026 (
    event_id bigint,
    day date,
    constraint event_2026_day_check check (day >= '2026-01-01' and day < '2027-01-01')
);
create table app.event_2027 (
    event_id bigint,
    day date,
    constraint event_2027_day_check check (day >= '2026-01-01')
);
