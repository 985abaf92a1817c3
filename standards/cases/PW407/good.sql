create table app.entry (
    entry_id bigint generated always as identity primary key,
    serial text not null,
    note text default 'bigserial' -- serial
);
create sequence app.number;
alter table app.entry add column seq bigint default nextval('app.number');
do $$
begin
    create temp table seen (id serial);
    execute 'create table app.last (id bigint generated always as identity primary key)';
end
$$;
