alter table app.event_2024 add constraint event_2024_day_check
check (day >= '2024-01-01' and day < '2025-01-01') not valid;
alter table app.event_2025 add constraint event_2025_day_check
check (day >= '2025-01-01' and day < '2026-01-01') not valid;
