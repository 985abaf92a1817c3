create table app.entry (
    entry_id serial primary key, -- expect
    line_no smallserial not null -- expect
);
create table app."Later" (
    id SERIAL8 primary key -- expect
);
alter table app.entry add column seq bigserial; -- expect
do $$
begin
    create table app.log (
        log_id bigserial primary key -- expect
    );
    execute 'create table app.last (id serial4)'; -- expect
end
$$;
