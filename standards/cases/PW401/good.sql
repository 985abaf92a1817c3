create table app.event (
    event_id bigint primary key,
    seen_at timestamptz(3) not null,
    "timestamp" date not null
);
