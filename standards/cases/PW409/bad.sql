create table app.entry (
    entry_id integer primary key, -- expect
    note text
);
create table app.part (
    part_id int generated always as identity, -- expect
    note text
);
create table app.piece (
    piece_id int4, -- expect
    note text,
    constraint piece_pkey primary key (piece_id)
);
alter table app.log add column log_id integer primary key; -- expect
do $$
begin
    create table app.later (
        id serial primary key -- expect
    );
    execute 'create table app.last (id int primary key)'; -- expect
end
$$;
